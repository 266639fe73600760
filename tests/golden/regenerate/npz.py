#!/usr/bin/python3
"""NumPy archives as NumPy writes them: stored and deflated, every element type, C and Fortran order. Needs python3-numpy."""

import io

import numpy

import golden_manifest


def arrays():
    ramp = numpy.arange(24, dtype=numpy.float64).reshape(2, 3, 4)
    return {
        "f2": (ramp / 8 - 1).astype("<f2"),
        "f4": (ramp / 7 - 1).astype("<f4"),
        "f8": (ramp / 7 - 1).astype("<f8"),
        "u1": (ramp * 10).astype("u1"),
        "i4": (ramp * -100000).astype("<i4"),
        "i8": (ramp * -10000000000).astype("<i8"),
        "fortran": numpy.asfortranarray((ramp / 7 - 1).astype("<f4")),
        "scalar": numpy.float32(2.5),
        "vector": numpy.arange(16, dtype="<f4"),
        "empty": numpy.zeros((0, 3), dtype="<f4"),
    }


def main():
    packages = {"numpy": numpy.__version__}
    for name, save in (("stored.npz", numpy.savez), ("deflated.npz", numpy.savez_compressed)):
        archive = io.BytesIO()
        save(archive, **arrays())
        golden_manifest.write(name, archive.getvalue(), __file__, packages)
    objects = io.BytesIO()
    numpy.savez(objects, pickled=numpy.array([{"a": 1}, None], dtype=object))
    golden_manifest.write("objects.npz", objects.getvalue(), __file__, packages)


main()
