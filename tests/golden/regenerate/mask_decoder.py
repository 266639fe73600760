#!/usr/bin/python3
"""The mask decoder in float64 with weights of the splitmix recipe, written another way than the engine's: a transposed
convolution is a dilation with zeros followed by a correlation with the flipped kernel. Needs python3-numpy."""

import io

import numpy

import golden_manifest

MASK64 = (1 << 64) - 1
CODES = [(i * 37 + 11) % 128 for i in range(16)]


def tensor(name, shape):
    """The recipe of synthetic weights with scales for unit variance (biases 1/8)."""
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x100000001B3) & MASK64
    count = int(numpy.prod(shape))
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(seed) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    scale = 1 / 8
    if len(shape) > 1:
        scale = 2.0 ** numpy.round(numpy.log2(numpy.sqrt(3 / (count / shape[0]))))
    return (((z >> numpy.uint64(56)).astype(numpy.float64) - 128) / 128 * scale).reshape(shape)


def correlate(x, weight, padding):
    size = weight.shape[-1]
    x = numpy.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    windows = numpy.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return numpy.einsum("iyxab,oiab->oyx", windows, weight)


def layer(x, name, outputs, size):
    weight = tensor(name + ".weight", (outputs, x.shape[0], size, size))
    return correlate(x, weight, size // 2) + tensor(name + ".bias", (outputs,))[:, None, None]


def upsampled(x, name, outputs):
    weight = tensor(name + ".weight", (x.shape[0], outputs, 4, 4))
    dilated = numpy.zeros((x.shape[0], 2 * x.shape[1] - 1, 2 * x.shape[2] - 1))
    dilated[:, ::2, ::2] = x
    flipped = weight.transpose(1, 0, 2, 3)[:, :, ::-1, ::-1]
    return correlate(dilated, flipped, 2) + tensor(name + ".bias", (outputs,))[:, None, None]


def relu(x):
    return numpy.maximum(x, 0)


def decoded(codes):
    x = tensor("_vq_vae._embedding", (128, 512))[codes].reshape(4, 4, 512).transpose(2, 0, 1)
    x = relu(layer(x, "decoder.0", 128, 1))
    for block in ("decoder.2", "decoder.3"):
        y = relu(layer(x, block + ".net.0", 128, 3))
        y = relu(layer(y, block + ".net.2", 128, 3))
        x = x + layer(y, block + ".net.4", 128, 1)
    for index, outputs in ((4, 128), (6, 64), (8, 32), (10, 16)):
        x = relu(upsampled(x, f"decoder.{index}", outputs))
    return layer(x, "decoder.12", 1, 1)[0]


def main():
    archive = io.BytesIO()
    mask = decoded(CODES)
    assert mask.shape == (64, 64) and mask.std() > 0.01
    numpy.savez(archive, codes=numpy.array(CODES, dtype="<i4"), mask=mask.astype("<f4"))
    golden_manifest.write("mask_decoder.npz", archive.getvalue(), __file__, {"numpy": numpy.__version__})


main()
