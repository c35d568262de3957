"""Write the Chinese tagger's pipeline: lexicon, ONNX graph, and spaCy's settings.

The graph is put together by hand: PyTorch's own exporter knows neither this kind of recurrent unit nor a table of words
in 8 bits, with a scale for each word.
"""

from pathlib import Path
from typing import Annotated, Any

import numpy as np
import onnx
import onnxruntime
import spacy
import torch
import typer
from network_zh import WIDTH, Network
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from package import ship

from chatmine.nlp.tagger.component import TAGGER
from chatmine.nlp.tagger.decoding import LABELS

Array = NDArray[Any]
ABOUT = "PERSON and ORG in Chinese chat messages; see the README beside this folder."
LIMIT = 15_000_000
INPUTS = ("input_ids", "attention_mask")
OPSET, VERSION = 17, 8


class Graph:
    """Nodes and constants, as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: Array) -> str:
        """Add a table of numbers."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **settings: object) -> str:
        """Add a node; gives the name of its output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output


def make_graph(weights: dict[str, Array]) -> onnx.ModelProto:
    """`input_ids` and `attention_mask`, [batch, length] integers, to `scores`, [batch, length, labels]."""
    graph = Graph()
    states = words(graph, weights["words.weight"])
    lengths = graph.add("ReduceSum", ["attention_mask", graph.constant("axis", np.array([1]))], "sums", keepdims=0)
    graph.add("Cast", [lengths], "lengths", to=TensorProto.INT32)
    graph.constant("shape", np.array([0, 0, -1]))
    read = [states]
    for number in range(3):
        own = {name.split(".")[-1]: values for name, values in weights.items() if name.startswith(f"layers.{number}.")}
        read.append(recurrent(graph, f"layer{number}", read[-1], own))
    said = dense(graph, "labels", read[2], weights)
    both = graph.add("Add", [said, dense(graph, "more", read[3], weights)], "both")
    graph.add("Transpose", [both], "scores", perm=[1, 0, 2])
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in INPUTS]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", "length", len(LABELS)])]
    whole = helper.make_graph(graph.nodes, "tagger", inputs, outputs, graph.constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=VERSION)
    onnx.checker.check_model(model)
    return model


def words(graph: Graph, table: Array) -> str:
    """Look words up, [length, batch, width], in a table of 8 bits a number."""
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, 1e-8).astype(np.float32)
    graph.constant("table", np.round(table / scales).astype(np.int8))
    graph.constant("scales", scales)
    graph.add("Transpose", ["input_ids"], "by_time", perm=[1, 0])
    small = graph.add("Gather", ["table", "by_time"], "small")
    scale = graph.add("Gather", ["scales", "by_time"], "scale")
    return graph.add("Mul", [graph.add("Cast", [small], "wide", to=TensorProto.FLOAT), scale], "words")


def recurrent(graph: Graph, name: str, inputs: str, weights: dict[str, Array]) -> str:
    """A layer; ONNX has the gates in another order, and its update gate says how much is kept, not how much is new."""

    def ordered(update_and_reset: Array, candidate: Array) -> Array:
        update, reset = np.split(update_and_reset, 2, axis=-1)
        return np.concatenate([-update, reset, candidate], axis=-1)

    from_inputs = ordered(*np.split(weights["inputs"], [2 * WIDTH], axis=-1)).transpose(0, 2, 1)
    from_states = ordered(weights["recurrent"], weights["candidate"]).transpose(0, 2, 1)
    bias = ordered(*np.split(weights["bias"][:, 0], [2 * WIDTH], axis=-1))
    tables = {"W": from_inputs, "R": from_states, "B": np.concatenate([bias, np.zeros_like(bias)], axis=1)}
    constants = [graph.constant(f"{name}.{key}", table) for key, table in tables.items()]
    settings = {"direction": "bidirectional", "hidden_size": WIDTH, "linear_before_reset": 0}
    states = graph.add("GRU", [inputs, *constants, "lengths"], f"{name}.states", **settings)
    turned = graph.add("Transpose", [states], f"{name}.turned", perm=[0, 2, 1, 3])
    return graph.add("Reshape", [turned, "shape"], f"{name}.out")


def dense(graph: Graph, name: str, inputs: str, weights: dict[str, Array]) -> str:
    """A dense layer."""
    product = graph.add("MatMul", [inputs, graph.constant(f"{name}.W", weights[f"{name}.weight"].T)], f"{name}.product")
    return graph.add("Add", [product, graph.constant(f"{name}.B", weights[f"{name}.bias"])], f"{name}.out")


def difference(network: Network, graph: Path) -> float:
    """The largest difference between a score of PyTorch's and one of the graph's, on random messages."""
    ids = torch.randint(network.words.num_embeddings, (8, 20))
    mask = (torch.arange(20) < torch.randint(1, 20, (8, 1))).long()
    with torch.no_grad():
        right = network.eval()(ids, mask.float()).numpy()
    fed = dict(zip(INPUTS, (ids.numpy(), mask.numpy()), strict=True))
    scores = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"]).run(None, fed)[0]
    return float(np.abs((scores - right) * mask.numpy()[:, :, None]).max())


def main(
    trained: Annotated[Path, typer.Argument(help="The folder that training wrote.")],
    blank: Annotated[Path, typer.Argument(help="The blank pipeline, for its tokenizer.")],
    output: Annotated[Path, typer.Argument(help="The folder to ship the pipeline in.")],
    version: Annotated[str, typer.Option(help="The version to write into it.")],
    licence: Annotated[str, typer.Option(help="The licence to write into it.")],
) -> None:
    """Export, compare, and ship; refuses a pipeline that is too large."""
    weights = torch.load(trained / "weights.pt")
    network = Network(len(weights["words.weight"]))
    network.load_state_dict(weights)
    onnx.save(make_graph({name: values.numpy() for name, values in weights.items()}), trained / "model.onnx")
    nlp = spacy.load(blank)
    nlp.add_pipe(TAGGER, config={"units": True}).from_disk(trained)  # type: ignore[attr-defined]
    nlp.meta.update(name=output.name, version=version, license=licence, description=ABOUT)
    size = ship(nlp, trained, output, LIMIT)
    print(f"{output}: {size:,} bytes, scores differ by {difference(network, trained / 'model.onnx'):.3f} at most")


if __name__ == "__main__":
    typer.run(main)
