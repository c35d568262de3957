"""Read the weights of a shipped graph back into PyTorch, so that training can go on from what everybody has.

The graph holds each matrix as 8-bit numbers with a scale (for each column, or one for all); what rounding took is lost,
which costs less than it would to ship the weights four times as large. Names of layers come from the names of the
graph's nodes, as `export.py` writes them.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from network import Network
from numpy.typing import NDArray
from onnx import GraphProto, NodeProto, numpy_helper

_QUANTIZED = "_quantized"


def restore(graph: Path) -> Network:
    """The network of a graph.

    Raises:
        RuntimeError: the graph lacks a weight that the network has.
    """
    content = onnx.load(str(graph)).graph
    held = {each.name: numpy_helper.to_array(each) for each in content.initializer}
    weights = dict(_weights(content, held))
    network = Network()
    names = network.state_dict().keys()
    network.load_state_dict({name: torch.from_numpy(weights[name].copy()) for name in names if name in weights})
    return network


def _weights(graph: GraphProto, held: dict[str, NDArray[np.generic]]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each weight under its name in the network: those that the graph names so, and those of its products."""
    for name in held:
        plain = name.removesuffix(_QUANTIZED)
        yield plain, _wide(plain, held)
    for node in graph.node:
        if node.op_type in {"MatMul", "MatMulInteger"} and (held_as := node.input[1]) in held:
            yield _layer(node), _wide(held_as.removesuffix(_QUANTIZED), held).T


def _layer(node: NodeProto) -> str:
    """The network's name for the matrix of a product: `/layers.0/wide/MatMul_quant` is that of `layers.0.wide`."""
    return ".".join([*node.name.strip("/").split("/")[:-1], "weight"])


def _wide(name: str, held: dict[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    """A weight in full width, whether the graph holds it so or as small numbers and their scale."""
    if name + _QUANTIZED not in held:
        return held[name].astype(np.float32)
    small, zero = (held[name + end].astype(np.float32) for end in (_QUANTIZED, "_zero_point"))
    return (small - zero) * held[name + "_scale"].astype(np.float32)
