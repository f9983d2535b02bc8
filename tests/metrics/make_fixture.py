"""Writes fixture.json: made labels and probabilities with scikit-learn's figures for them.

    pip install scikit-learn && python make_fixture.py

Tests need the file alone. Probabilities have two decimals, so that many are tied; some articles have no label, one has
all, and the last topic is never tagged, so that its precision, recall and F1 are 0.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

ARTICLES, TOPICS, TAGGED_FROM = 120, 6, 0.5


def made(rng):
    gold = rng.random((ARTICLES, TOPICS)) < [0.5, 0.3, 0.2, 0.1, 0.05, 0.02]
    gold[0] = True
    gold[1:4] = False
    gold[1:, 5] = gold[4, 5] = False
    noise = rng.normal(size=gold.shape)
    probabilities = 1 / (1 + np.exp(-(4 * gold - 2.2 + 1.6 * noise)))
    probabilities[:, 5] = np.minimum(probabilities[:, 5], 0.45)
    return gold, probabilities.round(2)


def calibration_error(gold, probabilities, lowest):
    bins = np.minimum((probabilities * 10).astype(int), 9)
    counted = bins >= lowest
    error = 0.0
    for b in range(lowest, 10):
        if (bins == b).any():
            error += (bins == b).sum() / counted.sum() * abs(probabilities[bins == b].mean() - gold[bins == b].mean())
    return error


def main():
    gold, probabilities = made(np.random.default_rng(20260101))
    tagged = probabilities >= TAGGED_FROM
    flat, flat_probabilities = gold.ravel().astype(int), probabilities.ravel()
    by_topic = {"average": None, "zero_division": 0}
    figures = {
        "average_precision": list(metrics.average_precision_score(gold, probabilities, average=None)),
        "precision": list(metrics.precision_score(gold, tagged, **by_topic)),
        "recall": list(metrics.recall_score(gold, tagged, **by_topic)),
        "f1": list(metrics.f1_score(gold, tagged, **by_topic)),
        "micro_f1": metrics.f1_score(gold, tagged, average="micro"),
        "macro_f1": metrics.f1_score(gold, tagged, average="macro", zero_division=0),
        "exact": metrics.accuracy_score(gold, tagged),
        "lrap": metrics.label_ranking_average_precision_score(gold, probabilities),
        "brier": metrics.brier_score_loss(flat, flat_probabilities),
        "ece": calibration_error(flat, flat_probabilities, 0),
        "ece_from_0_1": calibration_error(flat, flat_probabilities, 1),
    }
    fixture = {
        "made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "tagged_from": TAGGED_FROM,
        "gold": [np.flatnonzero(row).tolist() for row in gold],
        "probabilities": probabilities.tolist(),
        "figures": figures,
    }
    path = Path(__file__).with_name("fixture.json")
    path.write_text(json.dumps(fixture).replace("], [", "],\n[") + "\n")


main()
