"""Trains scikit-learn's counterpart of one engine on the rows of a folder, one thread, and prints what it took as JSON.

    OMP_NUM_THREADS=1 python3 engines_sklearn.py <gbdt|forest> <folder> <settings as JSON>
"""
import json
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import roc_auc_score

name, folder, settings = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])


def read(part):
    labels = numpy.fromfile(f"{folder}/{part}.u8", dtype=numpy.uint8)
    columns = numpy.fromfile(f"{folder}/{part}.f64", dtype="<f8").reshape(-1, len(labels))
    return columns.T, labels


train, train_labels = read("train")
test, test_labels = read("test")
if name == "gbdt":
    gbdt = settings["gbdt"]
    model = HistGradientBoostingClassifier(
        max_iter=gbdt["trees"], max_leaf_nodes=gbdt["maxLeaves"], learning_rate=gbdt["learningRate"],
        min_samples_leaf=gbdt["minLeafRows"], l2_regularization=gbdt["l2"], max_bins=255, early_stopping=False, random_state=settings["seed"],
    )
else:
    # This forest takes no missing values; a number below all others lets it split them off. Not timed.
    low = numpy.nanmin(train, axis=0) - 1
    train = numpy.ascontiguousarray(numpy.where(numpy.isnan(train), low, train), dtype=numpy.float32)
    test = numpy.where(numpy.isnan(test), low, test)
    forest = settings["forest"]
    model = RandomForestClassifier(n_estimators=forest["trees"], min_samples_leaf=forest["minLeafRows"], n_jobs=1, random_state=settings["seed"])

begun = time.process_time()
model.fit(train, train_labels)
cpu_seconds = time.process_time() - begun
auc = roc_auc_score(test_labels, model.predict_proba(test)[:, 1])
print(json.dumps({"version": sklearn.__version__, "cpuSeconds": cpu_seconds, "auc": auc}))
