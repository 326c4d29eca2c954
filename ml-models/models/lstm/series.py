"""Synthetic series as machines, queues, and services give them, and what the model sees of them.

All is drawn from one generator of numbers; no measured data are read.
"""
import numpy as np

DAY = 86_400.0
WEEK = 7 * DAY
CADENCES = np.array([15.0, 60.0, 300.0, 300.0, 300.0, 600.0, 900.0, 1_800.0, 3_600.0])
FIRST_TIME = 1.6e9
LAST_TIME = 1.9e9

# How a value is made dimensionless; the Java class LstmScale does the same.
WEIGHT = 0.005
MOST_SCALES = 16.0
LEAST_VALUES = 12
RELATIVE_FLOOR = 1e-3
ABSOLUTE_FLOOR = 1e-9
STEP_WEIGHT = 0.05
LARGEST_INPUT = 10.0

# What a value may be in the loss.
LARGEST_TARGET = 100.0
INPUTS = 7

# Shares of the series with spikes, a level that moves, and a flat stretch. A network that learned of
# spikes (0.5) was not surprised by them.
SPIKED, MOVED, FLAT = 0.0, 0.3, 0.1


def season(rng, phase):
    """A shape that repeats with its phase, 0 to 1: mean 0, size about 1."""
    kind = rng.integers(4)
    if kind == 0:
        harmonics = rng.integers(1, 6)
        wave = sum(
            rng.normal() / (k + 1) * np.sin(2 * np.pi * ((k + 1) * phase + rng.random()))
            for k in range(harmonics)
        )
    elif kind == 1:
        width = rng.uniform(0.02, 0.6)
        wave = ((phase + rng.random()) % 1 < width).astype(float)
    elif kind == 2:
        distance = np.abs((phase + rng.random()) % 1 - 0.5)
        wave = np.exp(-((distance / rng.uniform(0.03, 0.2)) ** 2))
    else:
        wave = (phase + rng.random()) % 1 if rng.random() < 0.5 else -((phase + rng.random()) % 1)
    wave = wave - wave.mean()
    size = wave.std()
    return wave / size if size > 0 else wave


def noise(rng, length):
    """Noise of a random kind, of size about 1."""
    kind = rng.integers(6)
    if kind == 0:
        values = rng.normal(size=length)
    elif kind == 1:
        values = rng.laplace(size=length) / np.sqrt(2)
    elif kind == 2:
        values = rng.standard_t(3, size=length) / np.sqrt(3)
    elif kind == 3:
        shape = rng.uniform(0.5, 4)
        values = (rng.gamma(shape, size=length) - shape) / np.sqrt(shape)
    elif kind == 4:
        values = np.where(rng.random(length) < rng.uniform(0.01, 0.2), rng.exponential(3, length), 0)
    else:
        values = rng.normal(size=length) * np.exp(0.7 * smooth(rng.normal(size=length), 0.98))
    return smooth(values, rng.uniform(0.3, 0.99)) if rng.random() < 0.5 else values


def smooth(values, memory):
    """Each value leans on the one before, with the size kept."""
    out = np.empty_like(values, dtype=float)
    last = 0.0
    factor = np.sqrt(1 - memory * memory)
    for i, value in enumerate(values):
        last = memory * last + factor * value
        out[i] = last
    return out


def ordinary(rng, times):
    """A series without anomalies."""
    length = len(times)
    kind = rng.integers(10)
    if kind == 0:
        return np.full(length, rng.normal() * 10 ** rng.uniform(-2, 5))
    if kind == 1:
        period = rng.integers(5, 300)
        return (np.arange(length) + rng.integers(period)) % period + noise(rng, length) * rng.uniform(0, 3)
    if kind == 2:
        rate = rng.uniform(0.2, 50) * np.exp(rng.uniform(0, 1) * season(rng, times % DAY / DAY))
        return rng.poisson(rate).astype(float)
    if kind == 3:
        return np.cumsum(rng.normal(size=length) * (rng.random(length) < rng.uniform(0.01, 1)))
    values = noise(rng, length)
    if rng.random() < 0.8:
        day = season(rng, times % DAY / DAY) * rng.uniform(0.3, 12)
        if rng.random() < 0.4:
            day = day * np.where(times % WEEK / DAY < 2, rng.uniform(0, 1), 1.0)
        if rng.random() < 0.3:
            values = values * np.exp(rng.uniform(0, 0.3) * day)
        values = values + day
    if rng.random() < 0.3:
        period = rng.uniform(4, 60) * (times[1] - times[0])
        values = values + season(rng, times % period / period) * rng.uniform(0.3, 8)
    if rng.random() < 0.3:
        values = values + np.arange(length) / length * rng.normal() * 10
    if rng.random() < 0.2:
        values = np.exp(np.clip(values / 3, -6, 6))
    if rng.random() < 0.2:
        values = np.maximum(values, np.quantile(values, rng.uniform(0, 0.7)))
    if rng.random() < 0.2:
        values = np.round(values * rng.uniform(0.5, 3))
    return values


def disturbed(rng, values):
    """The same with spikes, a level that moves, or a flat stretch, by chance."""
    values = values.copy()
    length = len(values)
    size = values.std() + 1e-3 * np.abs(values).mean() + 1e-9
    if rng.random() < SPIKED:
        for _ in range(rng.integers(1, 6)):
            at = rng.integers(length)
            values[at : at + rng.integers(1, 12)] += rng.normal() * 10 ** rng.uniform(0, 1.7) * size
    if rng.random() < MOVED:
        values[rng.integers(length) :] += rng.normal() * 10 ** rng.uniform(0, 1.2) * size
    if rng.random() < FLAT:
        at = rng.integers(length)
        values[at : at + rng.integers(5, 60)] = values[at]
    return values


def draw(rng, length):
    """Times in seconds and values of one series."""
    cadence = CADENCES[rng.integers(len(CADENCES))]
    steps = np.full(length, cadence)
    if rng.random() < 0.3:
        steps = steps * np.where(rng.random(length) < 0.01, rng.integers(2, 60, length), 1)
    if rng.random() < 0.2:
        steps = steps * rng.uniform(0.7, 1.3, length)
    times = np.floor(rng.uniform(FIRST_TIME, LAST_TIME) + np.cumsum(steps))
    values = disturbed(rng, ordinary(rng, times))
    offset = 0 if rng.random() < 0.3 else rng.normal() * 10 ** rng.uniform(-1, 2)
    return times, (values + offset) * 10 ** rng.uniform(-3, 6)


def features(times, values):
    """Inputs (series x steps x INPUTS), targets (series x steps), and the levels and scales by which
    the targets are measured, as these; a step is a value but the first."""
    count, length = values.shape
    inputs = np.zeros((count, length - 1, INPUTS), np.float32)
    targets = np.zeros((count, length - 1), np.float32)
    levels, scales = np.zeros(targets.shape), np.zeros(targets.shape)
    level = values[:, 0].copy()
    size = np.zeros(count)
    usual = np.full(count, np.nan)
    for i in range(1, length):
        step = np.maximum(0, times[:, i] - times[:, i - 1])
        usual = np.where(np.isnan(usual), step, usual)
        scale = size + RELATIVE_FLOOR * np.abs(level) + ABSOLUTE_FLOOR
        day = 2 * np.pi * (times[:, i] % DAY) / DAY
        week = 2 * np.pi * (times[:, i] % WEEK) / WEEK
        newest = np.arcsinh((values[:, i - 1] - level) / scale)
        inputs[:, i - 1, 0] = np.clip(newest, -LARGEST_INPUT, LARGEST_INPUT)
        inputs[:, i - 1, 1] = np.sin(day)
        inputs[:, i - 1, 2] = np.cos(day)
        inputs[:, i - 1, 3] = np.sin(week)
        inputs[:, i - 1, 4] = np.cos(week)
        inputs[:, i - 1, 5] = np.clip(np.log2((step + 0.001) / (usual + 0.001)), -2, 6) / 4
        inputs[:, i - 1, 6] = np.log10((usual + 0.001) / DAY) / 4
        usual = usual + STEP_WEIGHT * (np.minimum(step, np.maximum(0.001, 2 * usual)) - usual)
        levels[:, i - 1], scales[:, i - 1] = level, scale
        error = values[:, i] - level
        targets[:, i - 1] = np.clip(error / scale, -LARGEST_TARGET, LARGEST_TARGET)
        seen = i + 1
        weight = max(WEIGHT, 1 / seen)
        if seen > LEAST_VALUES:
            error = np.clip(error, -MOST_SCALES * scale, MOST_SCALES * scale)
        level = level + weight * error
        size = size + weight * (np.abs(error) - size)
    return inputs, targets, (levels, scales)


def batch(rng, count, length):
    """Inputs and targets of so many series."""
    drawn = [draw(rng, length) for _ in range(count)]
    return features(np.stack([t for t, _ in drawn]), np.stack([v for _, v in drawn]))[:2]
