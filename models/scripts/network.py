"""The tagger's network in PyTorch: MiniLM's encoder, with an embedding of how words are written added at its input.

The weights to start from are those of all-MiniLM-L6-v2 (Apache-2.0), as its safetensors file names them. PyTorch is
needed for training only.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from chatmine.nlp.tagger.decoding import LABELS
from chatmine.nlp.tagger.pieces import SHAPES, STYLES

LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 6, 384, 12, 1536, 30522, 512


class Layer(nn.Module):
    """One layer of BERT: attention, then two dense layers, each added to its input and normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mixed = nn.Linear(WIDTH, 3 * WIDTH)
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.thought = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """[batch, length, width] in and out; `bias` is added to the attention scores."""
        batch, length, _ = states.shape
        queries, keys, values = (
            part.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in self.mixed(states).chunk(3, -1)
        )
        scores = queries @ keys.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        context = (functional.softmax(scores, -1) @ values).transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.attended(states + self.dropout(self.joined(context)))
        return self.thought(states + self.dropout(self.narrow(functional.gelu(self.wide(states)))))


class Network(nn.Module):
    """Pieces and shapes in, a score for each label at each piece out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(1 + SHAPES * STYLES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.labels = nn.Linear(WIDTH, len(LABELS))
        nn.init.normal_(self.shapes.weight, std=0.02)

    def forward(self, input_ids: Tensor, shape_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """[batch, length] three times, int64; gives [batch, length, labels]."""
        where = torch.arange(input_ids.shape[1], device=input_ids.device)
        states = self.pieces(input_ids) + self.shapes(shape_ids) + self.positions(where)
        states = self.dropout(self.norm(states))
        bias = (1 - attention_mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        scores: Tensor = self.labels(self.dropout(states))
        return scores


def from_minilm(weights: Path) -> Network:
    """A network that starts from the encoder's published weights."""
    network, given = Network(), load_file(weights)
    with torch.no_grad():
        network.pieces.weight.copy_(given["embeddings.word_embeddings.weight"])
        network.positions.weight.copy_(given["embeddings.position_embeddings.weight"])
        network.positions.weight.add_(given["embeddings.token_type_embeddings.weight"][0])
        _copy(network.norm, given, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            prefix = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                mixed = [given[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.mixed, part).copy_(torch.cat(mixed))
            _copy(layer.joined, given, f"{prefix}attention.output.dense")
            _copy(layer.attended, given, f"{prefix}attention.output.LayerNorm")
            _copy(layer.wide, given, f"{prefix}intermediate.dense")
            _copy(layer.narrow, given, f"{prefix}output.dense")
            _copy(layer.thought, given, f"{prefix}output.LayerNorm")
    return network


def _copy(module: nn.Module, given: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(given[f"{name}.weight"])
    module.bias.copy_(given[f"{name}.bias"])
