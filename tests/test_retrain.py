"""Going on with the training of the shipped tagger on one's own gold: what is read back, and what comes out.

Nothing here is well trained: the tagger is one that knows nothing yet.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

from chatmine.evaluation import read_seen
from chatmine.nlp.pipeline import load

SCRIPTS = ROOT / "models" / "scripts"
needs = [pytest.importorskip(name, reason="needed for training only") for name in ("torch", "onnx", "weasel")]

GOLD = [
    {"text": "ask boss lu about acme, will you", "ents": [[4, 11, "PERSON"], [18, 22, "ORG"]], "conversation": "desk"},
    {"text": "Jens Stoltenberg paid £12k", "ents": [[0, 16, "PER"], [22, 26, "MONEY"]], "conversation": "desk"},
    {"text": "ok then", "ents": [], "conversation": "desk"},
    {"text": "morning", "ents": []},
] * 8

MAKE = """
import string, sys
from pathlib import Path
import numpy as np, spacy, torch, export
from network import Network
from tokenizers import Tokenizer, models, normalizers
from train_gate import Tables

torch.manual_seed(0)
weights, pipeline = Path(sys.argv[1]), Path(sys.argv[2])
weights.mkdir()
network = Network()
with torch.no_grad():
    for weight in network.parameters():  # no two are equal, as after training
        weight.add_(torch.randn_like(weight) * 0.02)
torch.save(network.state_dict(), weights / "weights.pt")
export.main(weights / "weights.pt", weights / "model.onnx")
signs = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *string.printable, *("##" + sign for sign in string.printable)]
words = models.WordPiece({sign: number for number, sign in enumerate(signs)}, unk_token="[UNK]")
tokenizer = Tokenizer(words)
tokenizer.normalizer = normalizers.Lowercase()
tokenizer.save(str(weights / "tokenizer.json"))
tables = Tables(network.pieces.weight.detach()).written()
np.savez(weights / "gate.npz", **tables, threshold=np.float32(99))
nlp = spacy.blank("en")
nlp.add_pipe("chatmine_tagger").from_disk(weights)
nlp.to_disk(pipeline)
"""

RESTORE = """
import sys
from pathlib import Path
import torch
from network import Network
from restore import restore

folder = Path(sys.argv[1])
network = Network()
network.load_state_dict(torch.load(folder / "weights.pt"))
restored = restore(folder / "model.onnx").state_dict()
for name, weight in network.state_dict().items():
    step = (weight.max() - weight.min()) / 255
    assert (restored[name] - weight).abs().max() <= 2 * step, name
print(len(restored), "weights")
"""


def python(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=SCRIPTS, env=environment)


@pytest.fixture(scope="module")
def untrained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `weights`, as training leaves and exports them, and a `pipeline` that has them."""
    folder = tmp_path_factory.mktemp("untrained")
    made = python("-c", MAKE, folder / "weights", folder / "pipeline")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project of models/ in a place where its command may write."""
    for name in ("scripts", "assets"):
        (tmp_path / name).symlink_to(ROOT / "models" / name)
    (tmp_path / "project.yml").write_text((ROOT / "models/project.yml").read_text("utf-8"), "utf-8")
    return tmp_path


def test_shipped_weights_are_read_back_to_within_their_rounding(untrained: Path) -> None:
    restored = python("-c", RESTORE, untrained / "weights")
    assert restored.stdout == "79 weights\n", restored.stderr


def test_one_command_makes_a_pipeline_and_says_what_came_of_it(untrained: Path, project: Path) -> None:
    (project / "gold.jsonl").write_text("".join(json.dumps(line) + "\n" for line in GOLD), "utf-8")
    variables = {"gold": "gold.jsonl", "pipeline": untrained / "pipeline", "retrained": "mine", "steps": 2}
    options = [f"--vars.{name}={value}" for name, value in variables.items()]
    run = python("-m", "weasel", "run", "retrain", project, *options)
    assert run.returncode == 0, run.stderr
    learnt, held = map(int, re.findall(r"(\d+) messages to learn, (\d+) held out", run.stdout)[0])
    assert learnt + held == len(GOLD) and 7 <= held <= 9, "a fifth, and the end of a run of messages"
    assert "step 2 of 2" in run.stdout
    assert "gate lowered from 99.00 to " in run.stdout
    assert all(title in run.stdout for title in ("before", "after", "held out of the gold", "our own chats", "micro"))
    seen = read_seen(project / "mine")
    assert seen and "Boss Lu" in seen and "acme" in seen and "£12k" not in seen
    assert not (project / "mine" / "chatmine_tagger" / "weights.pt").exists()
    assert load(str(project / "mine"))("hello there").text == "hello there"


@pytest.mark.parametrize(
    ("lines", "told"),
    [(None, "which gold?"), (GOLD[:3], "has 3 messages; label at least 20"), (["x"], "gold.jsonl:1: left out")],
)
def test_too_little_gold_is_refused(tmp_path: Path, lines: list[object] | None, told: str) -> None:
    path = tmp_path / "gold.jsonl"
    if lines is not None:
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    run = python("retrain.py", path, tmp_path, tmp_path / "new")
    assert run.returncode == 1
    assert told in run.stdout + run.stderr
    assert not (tmp_path / "new").exists()
