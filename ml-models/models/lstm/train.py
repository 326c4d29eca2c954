#!/usr/bin/env python3
"""Trains the model of the detector lstm on synthetic series, and writes it as ONNX.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python train.py [--steps N] [FILE]      # writes FILE, default: the resource that ships
    venv/bin/python train.py --check [FILE]          # its hash against README.md, its figures anew
    venv/bin/python train.py --golden CSV [FILE]     # what it says of two series, for a test

One core is used, so that sums are made in one order.
"""
import argparse, hashlib, os, pathlib, time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np
import onnx
import onnxruntime
import optax
from onnx import TensorProto, helper, numpy_helper

import series

HERE = pathlib.Path(__file__).resolve().parent
SHIPPED = HERE.parent.parent / "src/main/resources/io/barograph/ml/detect/lstm.onnx"
SEED, CHECK_SEED = 20_261_127, 20_261_128
HIDDEN = 40
LENGTH, SERIES, STEPS, RATE = 768, 48, 1_500, 4e-3
CHECK_SERIES = 256
GOLDEN_SEED, GOLDEN_LENGTH = 20_261_129, 150
FREEDOM = 3.0
LEAST_LOG_SCALE, MOST_LOG_SCALE = -4.0, 5.0
OPSET, IR_VERSION = 17, 9


def begin(rng):
    """Weights as drawn; gates stand in the order of ONNX: input, output, forget, cell."""
    bound = 1 / np.sqrt(HIDDEN)
    uniform = lambda *shape: jnp.asarray(rng.uniform(-bound, bound, shape), jnp.float32)
    bias = np.zeros(4 * HIDDEN, np.float32)
    bias[2 * HIDDEN : 3 * HIDDEN] = 1
    return {
        "w": uniform(4 * HIDDEN, series.INPUTS),
        "r": uniform(4 * HIDDEN, HIDDEN),
        "b": jnp.asarray(bias),
        "head": uniform(3, HIDDEN),
        "head_bias": jnp.zeros(3, jnp.float32),
    }


def forecasts(weights, inputs):
    """The expected value, which is a share of the newest and a rest, and the logarithm of the scale
    at each step, series x steps each."""
    outer = inputs @ weights["w"].T + weights["b"]

    def step(state, gates):
        h, c = state
        gates = gates + h @ weights["r"].T
        i, o, f, g = jnp.split(gates, 4, axis=-1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    zero = jnp.zeros((inputs.shape[0], HIDDEN), jnp.float32)
    _, hidden = jax.lax.scan(step, (zero, zero), outer.swapaxes(0, 1))
    out = hidden.swapaxes(0, 1) @ weights["head"].T + weights["head_bias"]
    expected = jax.nn.sigmoid(out[..., 0]) * jnp.sinh(inputs[..., 0]) + out[..., 1]
    return expected, jnp.clip(out[..., 2], LEAST_LOG_SCALE, MOST_LOG_SCALE)


def loss(weights, inputs, targets):
    """Minus the logarithm of the likelihood under Student's t, without its constant."""
    mean, log_scale = forecasts(weights, inputs)
    error = (targets - mean) / jnp.exp(log_scale)
    each = log_scale + (FREEDOM + 1) / 2 * jnp.log1p(error * error / FREEDOM)
    return each[:, series.LEAST_VALUES :].mean()


def train(steps):
    rng = np.random.default_rng(SEED)
    weights = begin(rng)
    optimizer = optax.chain(
        optax.clip_by_global_norm(1.0), optax.adam(optax.cosine_decay_schedule(RATE, steps))
    )
    state = optimizer.init(weights)

    @jax.jit
    def learn(weights, state, inputs, targets):
        value, gradient = jax.value_and_grad(loss)(weights, inputs, targets)
        updates, state = optimizer.update(gradient, state)
        return optax.apply_updates(weights, updates), state, value

    begun, total = time.time(), 0.0
    for step in range(1, steps + 1):
        weights, state, value = learn(weights, state, *series.batch(rng, SERIES, LENGTH))
        total += float(value)
        if step % 50 == 0:
            print(f"step {step}: loss {total / 50:.4f}, {time.time() - begun:.0f} s", flush=True)
            total = 0.0
    return {name: np.asarray(value) for name, value in weights.items()}


def graph(weights):
    """One step of one series: its inputs and state give the forecast (expected, scale) and its state."""
    state = [1, 1, HIDDEN]
    bias = np.concatenate([weights["b"], np.zeros(4 * HIDDEN, np.float32)])
    constants = {
        "w": weights["w"][None],
        "r": weights["r"][None],
        "b": bias[None],
        "head": weights["head"],
        "head_bias": weights["head_bias"],
        "flat": np.array([1, HIDDEN], np.int64),
        "least": np.float32(LEAST_LOG_SCALE),
        "most": np.float32(MOST_LOG_SCALE),
        "parts": np.array([1, 1, 1], np.int64),
        "one": np.array([1, 1], np.int64),
        "newest_at": np.array([0], np.int64),
    }
    nodes = [
        helper.make_node("LSTM", ["input", "w", "r", "b", "", "h", "c"], ["", "h_next", "c_next"], hidden_size=HIDDEN),
        helper.make_node("Reshape", ["h_next", "flat"], ["hidden"]),
        helper.make_node("Gemm", ["hidden", "head", "head_bias"], ["out"], transB=1),
        helper.make_node("Split", ["out", "parts"], ["share", "rest", "log_scale"], axis=1),
        helper.make_node("Gather", ["input", "newest_at"], ["compressed"], axis=2),
        helper.make_node("Sinh", ["compressed"], ["newest"]),
        helper.make_node("Reshape", ["newest", "one"], ["newest_row"]),
        helper.make_node("Sigmoid", ["share"], ["share_of_newest"]),
        helper.make_node("Mul", ["share_of_newest", "newest_row"], ["kept"]),
        helper.make_node("Add", ["kept", "rest"], ["expected"]),
        helper.make_node("Clip", ["log_scale", "least", "most"], ["bounded"]),
        helper.make_node("Exp", ["bounded"], ["scale"]),
        helper.make_node("Concat", ["expected", "scale"], ["forecast"], axis=1),
    ]
    floats = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
    made = helper.make_graph(
        nodes,
        "lstm",
        [floats("input", [1, 1, series.INPUTS]), floats("h", state), floats("c", state)],
        [floats("forecast", [1, 2]), floats("h_next", state), floats("c_next", state)],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(
        made, producer_name="barograph", opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def told(session, inputs):
    """What the file says of each series, step by step, as the job asks it."""
    out = np.empty(inputs.shape[:2] + (2,), np.float32)
    for k in range(inputs.shape[0]):
        h = c = np.zeros((1, 1, HIDDEN), np.float32)
        for i in range(inputs.shape[1]):
            feed = {"input": inputs[k, i][None, None], "h": h, "c": c}
            forecast, h, c = session.run(None, feed)
            out[k, i] = forecast[0]
    return out


def opened(file):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def figures(file):
    """Of series that the training has not drawn."""
    session = opened(file)
    inputs, targets = series.batch(np.random.default_rng(CHECK_SEED), CHECK_SERIES, LENGTH)
    forecast = told(session, inputs)[:, series.LEAST_VALUES :]
    targets = targets[:, series.LEAST_VALUES :]
    before = np.sinh(inputs[:, series.LEAST_VALUES :, 0])
    error = np.abs(targets - forecast[..., 0])
    print(f"series not trained on: {CHECK_SERIES} of {LENGTH} values")
    print(f"median error {np.median(error):.3f} scales, as the value before {np.median(np.abs(targets - before)):.3f},"
          f" as the level {np.median(np.abs(targets)):.3f}")
    print(f"mean error, cut at 10: {np.minimum(error, 10).mean():.3f} scales, as the value before"
          f" {np.minimum(np.abs(targets - before), 10).mean():.3f}")
    for times, usual in ((1, 0.609), (3, 0.942)):
        share = (error < times * forecast[..., 1]).mean()
        print(f"within {times} scales {share:.3f}, of Student's t {usual}")


def golden(file, csv):
    """Times in milliseconds, values, and what was expected of them, of two series one behind the other."""
    session = opened(file)
    rng = np.random.default_rng(GOLDEN_SEED)
    times = np.cumsum(np.where(rng.random(GOLDEN_LENGTH) < 0.02, 40, 1) * 300.0) + 1.7e9
    wave = 20 + 5 * series.season(rng, times % series.DAY / series.DAY) + rng.normal(size=GOLDEN_LENGTH)
    wave[GOLDEN_LENGTH // 2] += 50
    steps = np.repeat(rng.poisson(3, GOLDEN_LENGTH // 10), 10) * 1000.0
    lines = ["time,value,expected,scale"]
    times = np.stack([np.concatenate([times, times + times[-1] - times[0] + 300])])
    values = np.stack([np.concatenate([wave, steps])])
    inputs, _, (level, scale) = series.features(times, values)
    forecast = told(session, inputs)[0]
    lines.append(f"{int(times[0, 0] * 1000)},{float(values[0, 0])!r},,")
    for i in range(1, values.shape[1]):
        expected = float(level[0, i - 1] + scale[0, i - 1] * forecast[i - 1, 0])
        size = float(scale[0, i - 1] * forecast[i - 1, 1])
        lines.append(f"{int(times[0, i] * 1000)},{float(values[0, i])!r},{expected!r},{size!r}")
    csv.write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=pathlib.Path, default=SHIPPED)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--golden", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.golden:
        return golden(str(arguments.file), arguments.golden)
    if not arguments.check:
        arguments.file.write_bytes(graph(train(arguments.steps)))
    digest = hashlib.sha256(arguments.file.read_bytes()).hexdigest()
    print(f"{arguments.file.name}: {arguments.file.stat().st_size} bytes, SHA-256 {digest}")
    figures(str(arguments.file))
    if digest not in (HERE / "README.md").read_text():
        raise SystemExit("README.md tells another SHA-256: " + ("write this one into it" if not arguments.check else
                         "the file is not the one that it describes"))


if __name__ == "__main__":
    main()
