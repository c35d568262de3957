"""The Chinese tagger's lexicon and network: LAC's words, and its recurrent layers with another output.

A message is cut into the words of the lexicon, as few as will do, each of one to three characters; what is not in it
stays a single character. Words in other scripts are cut by the same rule.
"""

import math
import re
from collections.abc import Iterator

import torch
from lac import UNKNOWN, Array, Lac
from recurrent import Recurrent
from tokenizers import Tokenizer, models
from torch import Tensor, nn

from chatmine.nlp.tagger.decoding import LABELS
from chatmine.nlp.tagger.units import SEPARATOR, folded

WIDTH = 128
SINGLE = -12.0  # the score of a single character; one of a longer word is higher
STOP = "。"  # LAC has no line breaks, so this is where ours starts
OTHER_SCRIPTS = re.compile(r"[A-Za-z]{2,}|\d{2,4}")
HAN = re.compile(r"[\u4e00-\u9fff]+")
# The output that LAC has learnt for a tag is where ours for these labels start.
SAME = {"O": "O", "PERSON": "PER", "ORG": "ORG"}


def words_of(lac: Lac) -> list[str]:
    """The words of our lexicon; the first stands for all that are unknown, the second for the end of a message."""
    known = [word for word in lac.rows if len(word) == 1 or word in lac.segments or OTHER_SCRIPTS.fullmatch(word)]
    known += [word for word in lac.replaced if word not in lac.rows and folded(word) == word]
    return ["<unk>", SEPARATOR, *(word for word in known if word not in {UNKNOWN, SEPARATOR})]


def make_lexicon(words: list[str]) -> Tokenizer:
    """The tokenizer that cuts a text into as few words as it can."""
    scores = [SINGLE + math.log(len(word)) if HAN.fullmatch(word) else SINGLE for word in words]
    return Tokenizer(models.Unigram(list(zip(words, scores, strict=True)), unk_id=0, byte_fallback=False))


class Network(nn.Module):
    """Words in, a score for each label at each word out."""

    def __init__(self, words: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDTH, sparse=True)  # a step touches few of them
        self.layers = nn.ModuleList([Recurrent(WIDTH, WIDTH), Recurrent(2 * WIDTH, WIDTH), Recurrent(2 * WIDTH, WIDTH)])
        self.labels = nn.Linear(2 * WIDTH, len(LABELS))
        self.more = nn.Linear(2 * WIDTH, len(LABELS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """[batch, length] twice to [batch, length, labels]. The third layer, new, adds to what the first two say."""
        states = self.known(words, mask)
        scores: Tensor = self.labels(states) + self.more(self.dropout(self.layers[2](states, mask)))
        return scores

    def known(self, words: Tensor, mask: Tensor) -> Tensor:
        """What the layers that LAC has too make of the words, [batch, length, 2 * width]."""
        states = self.dropout(self.words(words))
        for layer in self.layers[:2]:
            states = self.dropout(layer(states, mask))
        return states

    def new_parameters(self) -> Iterator[nn.Parameter]:
        """The weights that LAC does not know, or uses otherwise."""
        for module in (self.layers[2], self.labels, self.more):
            yield from module.parameters()


def from_lac(lac: Lac, words: list[str]) -> Network:
    """A network that starts from LAC's weights."""
    network = Network(len(words))
    with torch.no_grad():
        network.words.weight.copy_(
            _tensor(lac.tensors["word_emb"][[lac.row(STOP if word == SEPARATOR else word) for word in words]])
        )
        for layer, numbers in zip(network.layers[:2], ((0, 1), (2, 3)), strict=True):
            for direction, number in enumerate(numbers):
                _copy(layer, direction, lac.tensors, number)
        chosen = [_output(lac, label) for label in LABELS]
        network.labels.weight.copy_(_tensor(lac.tensors["fc_4.w_0"].T[chosen]))
        network.labels.bias.copy_(_tensor(lac.tensors["fc_4.b_0"][chosen]))
        nn.init.zeros_(network.more.weight)
        nn.init.zeros_(network.more.bias)
    return network


def _output(lac: Lac, label: str) -> int:
    place, _, kind = label.partition("-")
    return lac.tags[f"{SAME[kind]}-{'B' if place in 'BU' else 'I'}" if kind else "O"]


def _copy(layer: nn.Module, direction: int, tensors: dict[str, Array], number: int) -> None:
    """LAC has the weights of update and reset in one block, and those of the candidate behind them."""
    layer.inputs[direction] = _tensor(tensors[f"fc_{number}.w_0"])
    layer.bias[direction] = _tensor(tensors[f"fc_{number}.b_0"].reshape(1, -1) + tensors[f"gru_{number}.b_0"])
    recurrent = _tensor(tensors[f"gru_{number}.w_0"].reshape(-1))
    size = 2 * WIDTH * WIDTH
    layer.recurrent[direction] = recurrent[:size].view(WIDTH, 2 * WIDTH)
    layer.candidate[direction] = recurrent[size:].view(WIDTH, WIDTH)


def _tensor(array: Array) -> Tensor:
    return torch.tensor(array)
