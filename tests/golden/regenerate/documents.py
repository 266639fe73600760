#!/usr/bin/python3
"""Images in every pixel format that documents come in, with the RGB that Pillow makes of each; pictures turned by EXIF;
a TIFF of two pages; an encrypted PDF. Needs python3-pil and qpdf."""

import io
import json
import pathlib
import struct
import subprocess
import tempfile
import zlib

import PIL
from PIL import Image, ImageOps

import golden_manifest

WIDTH, HEIGHT = 12, 8


def colours():
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    picture.putdata([(x * 23, y * 36, (x * y * 3) % 256) for y in range(HEIGHT) for x in range(WIDTH)])
    return picture


def alpha():
    mask = Image.new("L", (WIDTH, HEIGHT))
    mask.putdata([(x * 50 + y * 31) % 256 if x != 3 else 0 for y in range(HEIGHT) for x in range(WIDTH)])
    return mask


def with_alpha(picture, mask=None):
    picture.putalpha(mask or alpha())
    return picture


def deep_grey():
    """Every value is v * 257, so that all ways from 16 to 8 bits agree on v."""
    deep = Image.new("I", (WIDTH, HEIGHT))
    deep.putdata([v * 257 for v in colours().convert("L").getdata()])
    return deep


def deep_colours():
    """A PNG of 16 bits a channel with alpha, which Pillow cannot write; again every value is v * 257."""
    pixels = with_alpha(colours())
    rows = b""
    for y in range(HEIGHT):
        rows += b"\0" + b"".join(struct.pack(">4H", *(v * 257 for v in pixels.getpixel((x, y)))) for x in range(WIDTH))
    png = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", struct.pack(">2I5B", WIDTH, HEIGHT, 16, 6, 0, 0, 0)),
                       (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")):
        png += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return png


def palette_with_hole():
    few = colours().quantize(16)
    few.info["transparency"] = 5
    return few


def encoded(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def expected(contents, shown=None):
    shown = shown or Image.open(io.BytesIO(contents)).convert("RGB")
    return {"width": shown.width, "height": shown.height, "rgb": shown.tobytes().hex()}


def quadrants():
    picture = Image.new("RGB", (24, 16), (250, 250, 250))
    picture.paste((200, 30, 30), (0, 0, 8, 8))
    picture.paste((30, 160, 30), (16, 0, 24, 8))
    picture.paste((30, 30, 200), (0, 8, 8, 16))
    return picture


def encrypted_pdf():
    content = b"BT /F1 18 Tf 20 40 Td (sealed) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 144 72] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out = b"%PDF-1.7\n"
    for number, text in enumerate(objects, 1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    with tempfile.TemporaryDirectory() as folder:
        plain, sealed = pathlib.Path(folder, "plain.pdf"), pathlib.Path(folder, "sealed.pdf")
        plain.write_bytes(out + b"trailer << /Root 1 0 R /Size 5 >>\n")
        # An old cipher, because its output is the same every time. qpdf ends with 3 for the missing table of objects.
        ended = subprocess.run(["qpdf", "--static-id", "--allow-weak-crypto", "--encrypt", "secret", "owner", "128",
                                "--use-aes=n", "--", plain, sealed], capture_output=True, check=False)
        assert ended.returncode in (0, 3), ended.stderr
        return sealed.read_bytes()


def main():
    (golden_manifest.GOLDEN / "documents").mkdir(exist_ok=True)
    packages = {"Pillow": PIL.__version__}
    pictures = {
        "rgb.png": encoded(colours(), "PNG", dpi=(300, 300)),
        "rgb.bmp": encoded(colours(), "BMP"),
        "rgb.webp": encoded(colours(), "WEBP", lossless=True),
        "rgb.tiff": encoded(colours(), "TIFF", compression="tiff_lzw", dpi=(150, 150)),
        "rgba.png": encoded(with_alpha(colours()), "PNG"),
        # libtiff multiplies colours with their alpha, so what lies under full transparency is lost; here nothing does.
        "rgba.tiff": encoded(with_alpha(colours(), alpha().point(lambda a: 200 + a % 56)), "TIFF"),
        "grey.png": encoded(colours().convert("L"), "PNG"),
        "grey_alpha.png": encoded(with_alpha(colours().convert("L")), "PNG"),
        "palette.png": encoded(colours().quantize(16), "PNG"),
        "palette_hole.png": encoded(palette_with_hole(), "PNG"),
        "bilevel.png": encoded(colours().convert("1"), "PNG"),
        "bilevel_fax.tiff": encoded(colours().convert("1"), "TIFF", compression="group4"),
        "cmyk.jpg": encoded(colours().resize((24, 16)).convert("CMYK"), "JPEG", quality=95, subsampling=0),
        "cmyk.tiff": encoded(colours().convert("CMYK"), "TIFF"),
        "grey.jpg": encoded(colours().resize((24, 16)).convert("L"), "JPEG", quality=95, dpi=(600, 600)),
    }
    truth = {name: expected(contents) for name, contents in pictures.items()}
    pictures["grey16.png"] = encoded(deep_grey(), "PNG")
    truth["grey16.png"] = expected(b"", colours().convert("L").convert("RGB"))
    pictures["rgba16.png"] = deep_colours()
    truth["rgba16.png"] = expected(b"", colours())
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = turn
        name = f"orientation_{turn}.jpg"
        pictures[name] = encoded(quadrants(), "JPEG", quality=95, subsampling=0, exif=exif)
        truth[name] = expected(b"", ImageOps.exif_transpose(Image.open(io.BytesIO(pictures[name]))))
    second = colours().transpose(Image.Transpose.ROTATE_90)
    pictures["two_pages.tiff"] = encoded(colours(), "TIFF", save_all=True, append_images=[second],
                                         compression="tiff_deflate")
    truth["two_pages.tiff"] = expected(b"", colours())
    truth["two_pages.tiff page 2"] = expected(b"", second)
    for name, contents in pictures.items():
        golden_manifest.write(f"documents/{name}", contents, __file__, packages)
    text = "{\n" + ",\n".join(f'"{name}": {json.dumps(entry)}' for name, entry in sorted(truth.items())) + "\n}\n"
    golden_manifest.write("documents/pixels.json", text.encode(), __file__, packages)

    version = subprocess.run(["qpdf", "--version"], capture_output=True, check=True, text=True).stdout.split()[2]
    golden_manifest.write("documents/encrypted.pdf", encrypted_pdf(), __file__, {"qpdf": version})


main()
