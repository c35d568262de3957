"""Write the trained network as an ONNX graph with 8-bit weights."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import torch
import typer
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic

INPUTS = ("input_ids", "shape_ids", "attention_mask")


def export(network: Network, path: Path) -> None:
    """The graph in full precision, for any batch and any length."""
    example = tuple(torch.ones(2, 7, dtype=torch.int64) for _ in INPUTS)
    axes = {name: {0: "batch", 1: "length"} for name in (*INPUTS, "scores")}
    torch.onnx.export(
        network.eval(),
        example,
        str(path),
        input_names=list(INPUTS),
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def main(
    weights: Annotated[Path, typer.Argument(help="The trained weights.")],
    output: Annotated[Path, typer.Argument(help="The graph to write.")],
    encoder: Annotated[Path | None, typer.Option(help="The encoder's folder, whose vocabulary goes beside it.")] = None,
) -> None:
    """Export and quantize."""
    network = Network()
    network.load_state_dict(torch.load(weights))
    output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        export(network, plain)
        quantize_dynamic(plain, output, weight_type=QuantType.QInt8, per_channel=True)
    if encoder:
        shutil.copy(encoder / "tokenizer.json", output.parent)
    print(f"{output}: {output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
