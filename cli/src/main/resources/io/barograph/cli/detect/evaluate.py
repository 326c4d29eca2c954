"""Figures of one file of scores, by the public scorers: nab_score.py or event_score.py.

Arguments: folder of the scorers, nab or event, windows.csv, parts.csv or '', scores, threshold.
Prints JSON: at the threshold given, at the one that is best on these series (fitted), and with
that of each half of the series used on the other half (folds). A fitted threshold flags at most
FLAGGED of all records: where a third is flagged, event_score.py sees one alarm for each series, all
of them right.
"""
import json
import sys

FLAGGED = 0.05
STEPS = 150

scorers, scorer, windows_file, parts, scores, threshold = sys.argv[1:7]
sys.path.insert(0, scorers)
threshold = float(threshold)


def nab():
    import nab_score

    data = nab_score.load_scores([scores])
    windows = nab_score.load_windows(windows_file)
    halves = [set(sorted(windows)[half::2]) for half in (0, 1)]

    def figures(at, only=None, fit=None):
        result = nab_score.evaluate(data, windows, at, only, fit)
        standard = result["standard"]
        return {
            "score": standard["score"],
            "low_fp": result["reward_low_FP_rate"]["score"],
            "hit": standard["windows_hit"],
            "false": standard["fp_records"],
            "raw": standard["raw"],
            "threshold": standard["threshold"],
        }

    raw = sum(
        figures("opt", halves[1 - half].__contains__, halves[half].__contains__)["raw"]
        for half in (0, 1)
    )
    count = sum(len(each) for each in windows.values())
    return figures(threshold), figures("opt"), {"score": 50.0 * (raw + count) / count}


def event():
    import event_score
    import numpy

    series = event_score.build(
        event_score.load([scores]), event_score.windows(windows_file), parts or None
    )
    halves = [series[half::2] for half in (0, 1)]

    def figures(of, at):
        result = event_score.at(of, at)
        return {
            "score": result["F1"],
            "precision": result["precision"],
            "recall": result["recall"],
            "false_per_day": result["FA_per_series_day"],
            "delay": result["delay_median_records"],
            "episodes": result["episodes"],
            "windows": result["windows"],
            "flagged": float(numpy.mean(numpy.concatenate([each.x for each in of]) >= at)),
            "threshold": at,
        }

    def fit(of):
        values = numpy.concatenate([each.x for each in of])
        shares = numpy.logspace(-5, numpy.log10(FLAGGED), STEPS)
        candidates = [at for at in numpy.unique(numpy.quantile(values, 1 - shares)) if at > 0]
        candidates = [at for at in candidates if numpy.mean(values >= at) <= FLAGGED]
        return max(candidates, key=lambda at: event_score.at(of, at)["F1"], default=1.0)

    both = [figures(halves[1 - half], fit(halves[half])) for half in (0, 1)]
    episodes = sum(each["episodes"] for each in both)
    precision = sum(each["precision"] * each["episodes"] for each in both) / max(1, episodes)
    recall = sum(each["recall"] * each["windows"] for each in both) / len(
        [window for each in series for window in each.w]
    )
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return figures(series, threshold), figures(series, fit(series)), {"score": f1}


fixed, fitted, folds = nab() if scorer == "nab" else event()
print(json.dumps({"fixed": fixed, "fitted": fitted, "folds": folds}))
