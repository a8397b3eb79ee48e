#!/usr/bin/env python3
"""Reads framed HL7 v2 messages with the package `hl7` and prints one JSON object for each.

    hl7_fields.py FILE

Only what the tests of PledgeExchange compare; in the order of the message.
"""

import json
import sys
from pathlib import Path

import hl7


def parts(value):
    """The children of a container, or the value itself as its only child."""
    return list(value) if isinstance(value, hl7.Container) else [value]


def component(message, repetition, number, only_first):
    """A component's text, escapes resolved; only its first subcomponent where asked."""
    found = parts(repetition)
    if number > len(found):
        return ""
    value = parts(found[number - 1])[0] if only_first else str(found[number - 1])
    text = hl7.util.unescape(message, str(value)) or ""
    return text.replace("\r", "\n").strip(" \t\r\n\v\f")


def column(message, segment, field, *numbers, only_first=False):
    """Components of each repetition of a field, over all segments of that name; empty ones left out."""
    texts = []
    for found in (s for s in message if str(s[0]) == segment):
        if field >= len(found):
            continue
        value = found[field]
        repetitions = list(value) if isinstance(value, hl7.Field) else [value]
        for repetition in repetitions:
            texts += [component(message, repetition, number, only_first) for number in numbers]
    return [text for text in texts if text and text != '""']


for frame in Path(sys.argv[1]).read_bytes().split(b"\x1c\r"):
    if frame.strip(b"\r\n"):
        message = hl7.parse(frame.lstrip(b"\x0b").decode())
        print(
            json.dumps(
                {
                    "control": str(message.segment("MSH")[10]),
                    "identifiers": column(message, "PID", 3, 1),
                    "families": column(message, "PID", 5, 1, only_first=True),
                    "givens": column(message, "PID", 5, 2, 3),
                    "cities": column(message, "PID", 11, 3),
                    "codes": column(message, "PID", 11, 5),
                    "contacts": column(message, "NK1", 2, 1, only_first=True),
                    "wishes": column(message, "ARV", 3, 1),
                    "prior": column(message, "MRG", 1, 1),
                }
            )
        )
