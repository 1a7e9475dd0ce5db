"""Writes sigmoid-fixture.json: [logit, 1 / (1 + e^−logit)] computed with forty-digit decimals of the standard library."""

import json
import random
from decimal import Decimal, getcontext
from pathlib import Path

getcontext().prec = 40
source = random.Random(5)
logits = [source.uniform(-36, 36) for _ in range(500)] + [source.gauss(0, 1) for _ in range(500)]
logits += [step / 4 for step in range(-144, 145)]
pairs = [[logit, float(1 / (1 + (-Decimal(logit)).exp()))] for logit in sorted(logits)]
Path(__file__).with_name("sigmoid-fixture.json").write_text(json.dumps(pairs) + "\n")
