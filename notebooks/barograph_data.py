"""What the notebooks read, from Elasticsearch or from files, as tables of pandas.

Environment variables say where from:

BAROGRAPH_ELASTICSEARCH          an address such as http://127.0.0.1:9200; if it is not set, files are read
BAROGRAPH_ELASTICSEARCH_API_KEY  its key, if it asks for one
BAROGRAPH_DAYS                   so many days back, default 30 (Elasticsearch alone)
BAROGRAPH_DATA                   the folder of the files, default data; README.md says what lies there
BAROGRAPH_SERIES                 the series that threshold_tuning looks at, default the first one

Times are in UTC, durations in the unit that the column names.
"""

import gzip
import json
import os
import urllib.error
import urllib.request
from pathlib import Path

import pandas

PAGE = 5_000
MOST = 500_000

ALERTS = ["id", "alertname", "severity", "priority", "pack", "status", "begin", "end", "minutes"]
SAMPLES = ["time", "series", "value"]
SCORES = ["time", "series", "score"]
ANOMALIES = ["time", "metric", "detector", "series", "score", "is_confirmed"]
FAULTS = ["series", "begin", "end"]


def elasticsearch():
    """The address of Elasticsearch, or None where files are read."""
    return os.environ.get("BAROGRAPH_ELASTICSEARCH", "").rstrip("/") or None


def origin():
    """Where the data comes from, as text."""
    return elasticsearch() or str(_folder().resolve())


def alerts():
    """Alerts that fired, one row an episode, in the order in which they began.

    `end` is empty and `minutes` counts up to the newest change of any alert while one fires.
    """
    if elasticsearch():
        newest = _search("barograph-alerts-*", "updatedAt")
    else:
        newest = _newest(_lines("alerts.jsonl"))
    rows = [_alert(one) for one in newest if one.get("startsAt")]
    table = _table(rows, ALERTS, ["begin", "end"]).sort_values("begin", ignore_index=True)
    known = pandas.to_datetime([one["updatedAt"] for one in newest], utc=True, format="ISO8601")
    until = table["end"].fillna(known.max() if len(known) else pandas.NaT)
    table["minutes"] = (until - table["begin"]).dt.total_seconds() / 60
    return table


def samples(name=None):
    """Samples in the order of time; `name` is that of a measure, of Elasticsearch alone."""
    if elasticsearch():
        if not name:
            raise ValueError("which measure? Set BAROGRAPH_SERIES to its name, such as barograph_slo_burn_rate")
        found = _search("barograph-measures-*", "@timestamp", {"term": {"name": name}})
        rows = [{"time": one["@timestamp"], "series": _series(one["name"], one["labels"]), "value": one["value"]}
                for one in found if "value" in one]
        table = _table(rows, SAMPLES, ["time"])
    else:
        table = _series_file("samples.csv")
    return table.sort_values("time", ignore_index=True)


def usage():
    """The usage of resources; none where Elasticsearch is read, since plans alone are kept there."""
    return _table([], SAMPLES, ["time"]) if elasticsearch() else _series_file("usage.csv")


def plans():
    """The newest capacity plan of each resource."""
    if elasticsearch():
        rows = _search("barograph-capacity-*", "@timestamp")
    else:
        rows = _lines("plans.jsonl")
    table = pandas.DataFrame(rows)
    table["@timestamp"] = pandas.to_datetime(table["@timestamp"], utc=True, format="ISO8601")
    for number in ["predicted_lower", "predicted_upper", "days_until_limit", "confidence_score"]:
        table[number] = pandas.to_numeric(table.get(number))
    table["days"] = table["forecast_period"].str.removesuffix("d").astype(int)
    newest = table.sort_values("@timestamp").groupby("resource_type").tail(1)
    return newest.sort_values("resource_type", ignore_index=True)


def scores():
    """By detector what it scored: of files scores-DETECTOR.csv[.gz], or of anomalies."""
    if elasticsearch():
        return {name: part[SCORES] for name, part in anomalies().groupby("detector")}
    found = sorted(_folder().glob("scores-*.csv*"))
    if not found:
        raise FileNotFoundError(f"no scores-*.csv in {_folder().resolve()}: see README.md")
    return {file.name.removeprefix("scores-").split(".csv")[0]: _score_file(file) for file in found}


def anomalies():
    """Anomalies of Elasticsearch; `is_confirmed` is what people said of them."""
    rows = [{**one, "time": one["@timestamp"], "series": _series(one["metric"], one["labels"])}
            for one in _search("barograph-anomalies-*", "@timestamp")]
    return _table(rows, ANOMALIES, ["time"]).sort_values("time", ignore_index=True)


def faults():
    """When something was wrong: faults.csv; of Elasticsearch ten minutes about each confirmed anomaly."""
    if elasticsearch():
        confirmed = anomalies().query("is_confirmed == True")
        near = pandas.Timedelta(minutes=5)
        return pandas.DataFrame(
            {"series": confirmed["series"], "begin": confirmed["time"] - near, "end": confirmed["time"] + near})
    file = _folder() / "faults.csv"
    if not file.exists():
        return _table([], FAULTS, ["begin", "end"])
    table = pandas.read_csv(file)
    for column in ["begin", "end"]:
        table[column] = pandas.to_datetime(table[column], unit="ms", utc=True)
    return table[FAULTS]


def _folder():
    return Path(os.environ.get("BAROGRAPH_DATA", "data"))


def _file(name):
    for file in [_folder() / name, _folder() / (name + ".gz")]:
        if file.exists():
            return file
    raise FileNotFoundError(
        f"no {name} in {_folder().resolve()}: README.md says how it is made; "
        "or set BAROGRAPH_DATA or BAROGRAPH_ELASTICSEARCH")


def _lines(name):
    file = _file(name)
    with gzip.open(file, "rt") if file.suffix == ".gz" else open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _series_file(name):
    table = pandas.read_csv(_file(name), usecols=["timestamp", "series", "value"], dtype={"series": str})
    table["time"] = pandas.to_datetime(table.pop("timestamp"), unit="ms", utc=True)
    return table.dropna()[SAMPLES]


def _score_file(file):
    table = pandas.read_csv(file, usecols=["file", "timestamp", "anomaly_score"], dtype={"file": str})
    table["time"] = pandas.to_datetime(table["timestamp"], unit="ms", utc=True)
    return table.rename(columns={"file": "series", "anomaly_score": "score"})[SCORES]


def _newest(transitions):
    """The newest version of each episode."""
    newest = {}
    for one in transitions:
        if one["id"] not in newest or one["version"] > newest[one["id"]]["version"]:
            newest[one["id"]] = one
    return list(newest.values())


def _alert(one):
    labels = one["labels"]
    owners = one.get("owners") or [{}]
    return {
        "id": one["id"],
        "alertname": labels.get("alertname", "?"),
        "severity": labels.get("severity", "none"),
        "priority": one.get("priority"),
        "pack": owners[0].get("pack", ""),
        "status": one["status"],
        "begin": one["startsAt"],
        "end": one.get("endsAt"),
        "minutes": float("nan"),
    }


def _series(name, labels):
    pairs = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()))
    return name + "{" + pairs + "}" if pairs else name


def _table(rows, columns, times):
    table = pandas.DataFrame(rows, columns=columns)
    for column in times:
        table[column] = pandas.to_datetime(table[column], utc=True, format="ISO8601")
    return table


def _search(indices, time, query=None):
    """All documents of the last days, page by page at one point in time."""
    days = int(os.environ.get("BAROGRAPH_DAYS", "30"))
    recent = {"range": {time: {"gte": f"now-{days}d"}}}
    point = _ask("POST", f"/{indices}/_pit?keep_alive=2m")["id"]
    found, after = [], None
    try:
        while len(found) <= MOST:
            body = {
                "size": PAGE,
                "query": {"bool": {"filter": [recent] + ([query] if query else [])}},
                "pit": {"id": point, "keep_alive": "2m"},
                "sort": [{"_shard_doc": "asc"}],
            }
            if after:
                body["search_after"] = after
            hits = _ask("POST", "/_search", body)["hits"]["hits"]
            if not hits:
                return found
            found += [hit["_source"] for hit in hits]
            after = hits[-1]["sort"]
    finally:
        _ask("DELETE", "/_pit", {"id": point})
    raise ValueError(f"more than {MOST} documents in {days} days of {indices}: set BAROGRAPH_DAYS to fewer")


def _ask(method, path, body=None):
    headers = {"Content-Type": "application/json"}
    key = os.environ.get("BAROGRAPH_ELASTICSEARCH_API_KEY")
    if key:
        headers["Authorization"] = "ApiKey " + key
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(elasticsearch() + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        told = refused.read().decode("utf-8", "replace")[:500]
        raise OSError(f"{refused.code} from {path} of {elasticsearch()}: {told}") from None
