#!/usr/bin/env python3
"""Bianmu beside scikit-learn and fastText on the same folds of labelled tables, in one run.

    pip install scikit-learn jieba fasttext-wheel
    cargo build --release
    python3 benches/side_by_side.py CORPUS.csv [CORPUS.csv ...]

A table has the columns `text` and `label`, several labels joined with `;`. Every method is given the training
part as text and asked for the held-out part, so that its seconds hold cutting words, fitting and all inner
cross-validation, which gives bianmu its probabilities and thresholds and the peers the latter. jieba cuts once for
all peers, and its seconds are added to each. The peers see jieba words and character bigrams, weighed
with sublinear tf-idf over terms of at least two texts; fastText sees jieba words. Where texts have several
labels, the peers' scores get a threshold a label, tuned on out-of-fold scores of the training part.

Figures: accuracy and macro F1 of one label a text; micro and macro F1 of several.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

import fasttext
import jieba
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

CLASSIFIERS = {
    "MultinomialNB": lambda: MultinomialNB(alpha=0.1),
    "ComplementNB": lambda: ComplementNB(alpha=1.0),
    "LinearSVC": lambda: LinearSVC(C=0.5),
}
FASTTEXT_LABEL = "__label__"
# scikit-learn answers for a label that a fold lacks with a constant, from which no threshold can be learnt.
MIN_POSITIVES = 10


def read(path, rows):
    """Texts and their label lists; of a longer table `rows` of it, evenly spread."""
    csv.field_size_limit(sys.maxsize)
    with open(path, encoding="utf-8-sig", newline="") as file:
        table = [(row["text"], row["label"].split(";")) for row in csv.DictReader(file)]
    if rows and len(table) > rows:
        table = [table[i * len(table) // rows] for i in range(rows)]
    return [text for text, _ in table], [labels for _, labels in table]


def splits(texts, args):
    """Places of the training and the held-out texts. Equal texts fall into one fold."""
    if args.last:
        first = round(len(texts) * (1 - args.last))
        yield np.arange(first), np.arange(first, len(texts))
        return
    fold = np.array([zlib.crc32("".join(text.split()).encode()) % args.folds for text in texts])
    for k in range(args.run_folds or args.folds):
        yield np.flatnonzero(fold != k), np.flatnonzero(fold == k)


class Split:
    """One training part and one held-out part, as text and as a matrix of labels."""

    def __init__(self, texts, labels, train, test):
        self.texts = [texts[i] for i in train]
        self.labels = [labels[i] for i in train]
        self.asked = [texts[i] for i in test]
        binarizer = MultiLabelBinarizer().fit(labels)
        self.names = list(binarizer.classes_)
        self.train_matrix = binarizer.transform(self.labels)
        self.truth = binarizer.transform([labels[i] for i in test])
        self.exclusive = all(len(one) == 1 for one in labels)
        self.words, self.cut_train = cut(self.texts)
        self.asked_words, self.cut_asked = cut(self.asked)

    def matrix(self, names):
        """Label names, a list a text, as a matrix beside `truth`."""
        return np.array([[name in one for name in self.names] for one in names], dtype=int)


def cut(texts):
    """The words of each text, and the seconds that it took."""
    start = time.perf_counter()
    return [jieba.lcut(text) for text in texts], time.perf_counter() - start


def words_and_bigrams(text_and_words):
    text, words = text_and_words
    return words + ["#" + text[i : i + 2] for i in range(len(text) - 1)]


def scikit_learn(make):
    def run(split):
        start = time.perf_counter()
        vectorizer = TfidfVectorizer(analyzer=words_and_bigrams, sublinear_tf=True, min_df=2)
        features = vectorizer.fit_transform(zip(split.texts, split.words))
        if split.exclusive:
            model = make().fit(features, split.train_matrix.argmax(1))
        else:
            model = OneVsRestClassifier(make()).fit(features, split.train_matrix)
            method = "decision_function" if hasattr(model, "decision_function") else "predict_proba"
            unseen = cross_val_predict(OneVsRestClassifier(make()), features, split.train_matrix, cv=5, method=method)
            thresholds = [best_threshold(unseen[:, k], split.train_matrix[:, k]) for k in range(unseen.shape[1])]
        fitted = time.perf_counter()
        asked = vectorizer.transform(zip(split.asked, split.asked_words))
        if split.exclusive:
            predicted = np.eye(len(split.names), dtype=int)[model.predict(asked)]
        else:
            predicted = (getattr(model, method)(asked) >= thresholds).astype(int)
        return predicted, fitted - start + split.cut_train, time.perf_counter() - fitted + split.cut_asked

    return run


def best_threshold(scores, truth):
    """The score from which a label is given with the best F1; a label too rare for every inner fold is never given."""
    if truth.sum() < MIN_POSITIVES:
        return np.inf
    order = np.argsort(-scores)
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    return scores[order[f1.argmax()]]


def fast_text(n_grams):
    def run(split):
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "train.txt")
            with open(path, "w", encoding="utf-8") as file:
                for words, labels in zip(split.words, split.labels):
                    marks = "".join(f"{FASTTEXT_LABEL}{split.names.index(label)} " for label in labels)
                    file.write(marks + line(words) + "\n")
            loss = "softmax" if split.exclusive else "ova"
            model = fasttext.train_supervised(
                path, epoch=25, lr=0.5, wordNgrams=n_grams, loss=loss, thread=os.cpu_count(), verbose=0
            )
        fitted = time.perf_counter()
        how = {"k": 1} if split.exclusive else {"k": -1, "threshold": 0.5}
        found, _ = model.predict([line(words) for words in split.asked_words], **how)
        named = [{split.names[int(label[len(FASTTEXT_LABEL) :])] for label in one} for one in found]
        return split.matrix(named), fitted - start + split.cut_train, time.perf_counter() - fitted + split.cut_asked

    return run


def line(words):
    """A text as one line of words."""
    return " ".join(" ".join(words).split())


def bianmu(binary, algorithm):
    def run(split):
        with tempfile.TemporaryDirectory() as folder:
            labels, texts, model = (os.path.join(folder, name) for name in ("labels.csv", "texts.csv", "model"))
            write(labels, ["text", "label"], zip(split.texts, map(";".join, split.labels)))
            write(texts, ["text"], ([text] for text in split.asked))
            start = time.perf_counter()
            call(binary, "train", labels, "-o", model, "--algorithm", algorithm)
            fitted = time.perf_counter()
            answers = call(binary, "tag", texts, "--model", model, "--format", "jsonl").splitlines()
            tagged = time.perf_counter()
        named = [{topic["id"] for topic in json.loads(answer)["topics"]} for answer in answers]
        return split.matrix(named), fitted - start, tagged - fitted

    return run


def call(*command):
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def write(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows(rows)


def measure(path, methods, args):
    """Prints a line a method: its figures over all held-out texts and its seconds, summed over the folds."""
    texts, labels = read(path, args.rows)
    parts = [Split(texts, labels, train, test) for train, test in splits(texts, args)]
    truth = np.concatenate([part.truth for part in parts])
    for name, run in methods.items():
        runs = [run(part) for part in parts]
        predicted = np.concatenate([found for found, _, _ in runs])
        figures = [f1_score(truth, predicted, average=how, zero_division=0) for how in ("micro", "macro")]
        fitting, predicting = sum(fit for _, fit, _ in runs), sum(predict for _, _, predict in runs)
        corpus = path.parent.name if path.stem == "train" else path.stem
        print(
            f"| {corpus} | {name} | {figures[0]:.4f} | {figures[1]:.4f} | {fitting:.1f} | {predicting:.2f} |",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5, help="parts that the texts are dealt into (5)")
    parser.add_argument("--run-folds", type=int, help="hold out only the first so many of them")
    parser.add_argument("--last", type=float, help="hold out this last share of the rows instead, as of later dates")
    parser.add_argument("--rows", type=int, help="take so many rows of a longer table, evenly spread")
    parser.add_argument("--bianmu", default="target/release/bianmu", help="the binary (target/release/bianmu)")
    parser.add_argument("--only", help="only methods whose names hold this")
    args = parser.parse_args()
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    methods = {name: scikit_learn(make) for name, make in CLASSIFIERS.items()}
    methods |= {f"fastText, {n}-grams": fast_text(n) for n in (1, 2)}
    methods |= {f"bianmu {algorithm}": bianmu(args.bianmu, algorithm) for algorithm in ("nb", "nbsvm", "auto")}
    if args.only:
        methods = {name: run for name, run in methods.items() if args.only in name}
    print("| corpus | method | accuracy or micro F1 | macro F1 | train, s | predict, s |")
    print("| --- | --- | --- | --- | --- | --- |")
    for path in args.tables:
        measure(path, methods, args)


if __name__ == "__main__":
    main()
