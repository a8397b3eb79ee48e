#!/usr/bin/env python3
"""Checks a folder of pledge-log-sample with tlog-scales.

    check.py FOLDER

Prints `ok NAME` or `FAILED NAME: why` for each check; exit 1 when one failed.
"""

import base64
import subprocess
import sys
from pathlib import Path

from tlog_scales import tiles
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey, VkeySet
from tlog_scales.tlog import (
    Checkpoint,
    ConsistencyProof,
    ConsistencyProofInvalid,
    InclusionProof,
    InclusionProofInvalid,
)

HEADER = "c2sp.org/tlog-proof@v1"


class Folder:
    def __init__(self, path):
        self.path = path
        self.vkey = Vkey.from_string(self.text("vkey").strip())
        self.witness = Vkey.from_string(self.text("witness-vkey").strip())

    def text(self, path):
        return (self.path / path).read_bytes().decode()

    def checkpoint(self, text):
        checkpoint = Checkpoint.from_text(text)
        checkpoint.verify(self.vkey)
        if checkpoint.origin != self.vkey.name:
            raise ValueError(f"origin {checkpoint.origin}")
        # Nothing but the three lines was there: the text is the same again.
        if checkpoint.serialize() != text:
            raise ValueError("written again it is another text")
        return checkpoint

    def head(self):
        return self.checkpoint(self.text("checkpoint"))

    def reader(self, size):
        reader = TilesReader(LocalBackend(self.path))
        reader.set_size(size)
        return reader


def check_head(folder):
    folder.head()


def check_witness(folder):
    head = folder.head()
    if len(VkeySet(folder.vkey, folder.witness).verify(head.signatures, head)) != 2:
        raise ValueError("not signed by the log and the witness")


def check_root(folder):
    head = folder.head()
    if folder.reader(head.size).calculate_root_hash() != head.root_hash:
        raise ValueError("the tiles have another root")


def check_entries(folder):
    head = folder.head()
    reader = folder.reader(head.size)
    for index in range(head.size):
        if tiles.leaf_hash(reader.get_entry(index)) != reader.mth(index, index + 1):
            raise ValueError(f"entry {index} has another hash")


def check_upper_tiles(folder):
    head = folder.head()
    reader = folder.reader(head.size)
    for level in (1, 2):
        for index in range(tiles.level_entries(head.size, level)):
            width = 256**level
            below = [reader.mth(index * width + part * (width // 256), index * width + (part + 1) * (width // 256))
                     for part in range(256)]
            while len(below) > 1:
                below = [tiles.sha256(b"\x01" + left + right) for left, right in zip(below[::2], below[1::2])]
            if below[0] != reader.mth(index * width, (index + 1) * width):
                raise ValueError(f"hash {index} of level {level}")


def check_consistency(folder):
    head, older = folder.head(), folder.checkpoint(folder.text("older/checkpoint"))
    lines = folder.text("older/consistency").splitlines()
    if lines[:2] != [f"old {older.size}", f"new {head.size}"]:
        raise ValueError("the proof is of other sizes")
    hashes = [base64.b64decode(line, validate=True) for line in lines[2:]]
    ConsistencyProof(older.size, head.size, hashes).check(older.root_hash, head.root_hash)
    if folder.reader(head.size).get_consistency_proof(older.size, head.size).node_hashes != hashes:
        raise ValueError("made from the tiles it is another proof")


def check_receipt(folder, path):
    text = path.read_bytes().decode()
    above, note = text.split("\n\n", 1)
    lines = above.split("\n")
    if lines[0] != HEADER or not lines[1].startswith("index "):
        raise ValueError("not a receipt")
    index = int(lines[1].removeprefix("index "))
    hashes = [base64.b64decode(line, validate=True) for line in lines[2:]]
    head = folder.checkpoint(note)
    leaf = path.with_suffix(".leaf").read_bytes()
    InclusionProof(index, head.size, hashes).check(tiles.leaf_hash(leaf), head.root_hash)
    # Its own program writes the same receipt, byte for byte, and reads the same entry.
    for command, expected in ((["gen-proof"], text.encode()), (["get-leaf", "-c"], leaf)):
        result = subprocess.run(
            [sys.executable, "-m", "tlog_scales.cli", *command, str(folder.path), str(index)],
            capture_output=True, timeout=60, check=False)
        if result.returncode != 0 or result.stdout != expected:
            raise ValueError(f"{command[0]} gives something else: {result.stderr.decode().strip()[-200:]}")


def check_probes(folder):
    lines = folder.text("probes").splitlines()
    for number, line in enumerate(lines, 1):
        kind, first, second, one, two, hashes, answer = line.split(" ")
        hashes = [] if hashes == "-" else [base64.b64decode(text) for text in hashes.split(",")]
        one, two = base64.b64decode(one), base64.b64decode(two)
        proof = (InclusionProof if kind == "inclusion" else ConsistencyProof)(int(first), int(second), hashes)
        try:
            proof.check(one, two)
            theirs = "good"
        except (InclusionProofInvalid, ConsistencyProofInvalid):
            theirs = "bad"
        if theirs != answer:
            raise ValueError(f"line {number}: we say {answer}, it says {theirs}")
    if len(lines) < 1000:
        raise ValueError(f"only {len(lines)} proofs")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Folder(Path(sys.argv[1]).resolve())
    checks = [
        ("the checkpoint's note", check_head),
        ("the witness's cosignature", check_witness),
        ("the root, from tiles", check_root),
        ("every entry's hash", check_entries),
        ("the tiles above", check_upper_tiles),
        ("consistency with the older checkpoint", check_consistency),
        ("the same answer to every proof", check_probes),
    ]
    receipts = sorted((folder.path / "receipts").glob("*.tlog-proof"))
    # Two programs are started for each.
    for path in receipts[::3]:
        checks.append((f"receipt {path.stem}", lambda folder, path=path: check_receipt(folder, path)))
    failed = len(receipts) < 3
    for name, check in checks:
        try:
            check(folder)
            print(f"ok scales: {name}")
        except Exception as error:  # whatever a foreign library raises is a failed check
            failed = True
            print(f"FAILED scales: {name}: {type(error).__name__} {error}")
    sys.exit(1 if failed else 0)


main()
