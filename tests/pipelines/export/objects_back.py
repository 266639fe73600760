"""Reads exported objects and masks back; see read_back.py. Masks are sets of pixels (x, y) here."""

import json
import math
import re
import sys
import xml.etree.ElementTree as ElementTree

LEAST_OVERLAP = 0.9  # of an outline, which is straightened by up to 0.75 pixels, with its mask


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def close(what, found, expected, tolerance):
    if len(found) != len(expected) or any(abs(a - b) > tolerance for a, b in zip(found, expected)):
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def size_of(page):
    return page["result"]["page"]["width"], page["result"]["page"]["height"]


def objects_of(page):
    content = page["result"]["content"]
    return content.get("objects", content.get("segments"))


def measurable(page):
    return [item for item in objects_of(page) if item["state"] == "valid"]


def labels_of(pages):
    return list(dict.fromkeys(item["label"] for page in pages for item in measurable(page)))


def mask_of(item):
    """The pixels of a result's mask: runs row by row within its rectangle."""
    mask = item.get("mask")
    if mask is None:
        return None
    pixels, at = set(), 0
    for index, run in enumerate(mask["runs"]):
        if index % 2:
            pixels |= {(mask["left"] + i % mask["width"], mask["top"] + i // mask["width"]) for i in range(at, at + run)}
        at += run
    return pixels


def filled(pixels):
    """Without holes: whatever cannot be reached from outside is inside."""
    left, right = min(x for x, _ in pixels) - 1, max(x for x, _ in pixels) + 1
    top, bottom = min(y for _, y in pixels) - 1, max(y for _, y in pixels) + 1
    outside, front = {(left, top)}, [(left, top)]
    while front:
        x, y = front.pop()
        for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if left <= near[0] <= right and top <= near[1] <= bottom and near not in pixels | outside:
                outside.add(near)
                front.append(near)
    return {(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)} - outside


def drawn(rings, width, height):
    """The pixels whose centre is inside by the even-odd rule."""
    pixels = set()
    for y in range(height):
        crossings = []
        for ring in rings:
            for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
                if (y0 <= y + 0.5) != (y1 <= y + 0.5):
                    crossings.append(x0 + (y + 0.5 - y0) * (x1 - x0) / (y1 - y0))
        crossings.sort()
        for start, end in zip(crossings[::2], crossings[1::2]):
            pixels |= {(x, y) for x in range(width) if start <= x + 0.5 < end}
    return pixels


def overlap(what, found, expected):
    share = len(found & expected) / len(found | expected)
    if share < LEAST_OVERLAP:
        sys.exit(f"{what}: outline and mask share {share:.3f}")


def coco_pixels(segmentation):
    """COCO's compressed run lengths, after its documentation: five bits a character, differences from the run before last."""
    height, width = segmentation["size"]
    counts, value, shift = [], 0, 0
    for character in segmentation["counts"]:
        bits = ord(character) - 48
        value |= (bits & 31) << shift
        shift += 5
        if bits & 32:
            continue
        if bits & 16:
            value -= 1 << shift
        counts.append(value + (counts[-2] if len(counts) > 2 else 0))
        value, shift = 0, 0
    same("runs in all", sum(counts), width * height)
    pixels, at = set(), 0
    for index, count in enumerate(counts):
        if count < 0 or (count == 0 and index > 0):
            sys.exit(f"run {index} has {count} pixels")
        if index % 2:
            pixels |= {(i // height, i % height) for i in range(at, at + count)}
        at += count
    return pixels


def check_coco(text, pages, polygons):
    data = json.loads(text)
    names = {category["id"]: category["name"] for category in data["categories"]}
    same("categories", list(names.values()), labels_of(pages))
    same("image sizes", [(image["width"], image["height"]) for image in data["images"]], [size_of(page) for page in pages])
    same("image ids", len({image["id"] for image in data["images"]}), len(pages))
    same("annotation ids", len({a["id"] for a in data["annotations"]}), len(data["annotations"]))
    for image, page in zip(data["images"], pages):
        found = [a for a in data["annotations"] if a["image_id"] == image["id"]]
        same("labels", [names[a["category_id"]] for a in found], [item["label"] for item in measurable(page)])
        for annotation, item in zip(found, measurable(page)):
            left, top, width, height = annotation["bbox"]
            close("bbox", [left, top, left + width, top + height], item["box"], 0.011)
            same("score", annotation["score"], item["confidence"])
            mask = mask_of(item)
            if mask is None:
                same("segmentation", annotation["segmentation"], [])
                close("area", [annotation["area"]], [width * height], 0.01)
                continue
            same("area", annotation["area"], len(mask))
            if not polygons:
                same("mask", coco_pixels(annotation["segmentation"]), mask)
                continue
            rings = [list(zip(sides[::2], sides[1::2])) for sides in annotation["segmentation"]]
            overlap(item["label"], drawn(rings, *size_of(page)), filled(mask))


# The data set's own categories.
DOCLAYNET = ["Caption", "Footnote", "Formula", "List-item", "Page-footer", "Page-header", "Picture", "Section-header", "Table",
             "Text", "Title"]
# What the labels of the sample mean.
MEANT = {"section-header": "Section-header", "list_item": "List-item", "LIST ITEM": "List-item", "footer": "Page-footer",
         "figure": "Picture"}


def check_doclaynet(text, pages):
    """As a reader of the data set takes it: by its fixed numbers, boxes and their outlines, page by page."""
    data = json.loads(text)
    same("categories", [(c["id"], c["name"]) for c in data["categories"]], list(enumerate(DOCLAYNET, 1)))
    same("images", [(i["doc_name"], i["page_no"], i["width"], i["height"]) for i in data["images"]],
         [(page["document"], page["page"], *size_of(page)) for page in pages])
    same("ids", [a["id"] for a in data["annotations"]], list(range(1, len(data["annotations"]) + 1)))
    for image, page in zip(data["images"], pages):
        found = [a for a in data["annotations"] if a["image_id"] == image["id"]]
        same("classes", [DOCLAYNET[a["category_id"] - 1] for a in found],
             [MEANT.get(item["label"], item["label"]) for item in measurable(page)])
        for annotation, item in zip(found, measurable(page)):
            left, top, width, height = annotation["bbox"]
            close("bbox", [left, top, left + width, top + height], item["box"], 0.011)
            close("area", [annotation["area"]], [width * height], 0.01)
            (outline,) = annotation["segmentation"]
            same("outline", sorted(zip(outline[::2], outline[1::2])),
                 sorted((x, y) for x in (item["box"][0], item["box"][2]) for y in (item["box"][1], item["box"][3])))
            same("score", annotation["score"], item["confidence"])
            same("flags", (annotation["iscrowd"], annotation["precedence"]), (0, 0))


def check_names(text, pages):
    same("names", text.splitlines(), labels_of(pages))


def check_yolo(text, pages, page):
    width, height = size_of(page)
    lines = text.splitlines()
    same("objects", len(lines), len(measurable(page)))
    for line, item in zip(lines, measurable(page)):
        number, *sides = line.split(" ")
        same("class", labels_of(pages)[int(number)], item["label"])
        x, y, w, h = (float(side) * whole for side, whole in zip(sides, (width, height, width, height)))
        close("box", [x - w / 2, y - h / 2, x + w / 2, y + h / 2], item["box"], 1e-3 * max(width, height))


def check_yolo_segments(text, pages, page):
    width, height = size_of(page)
    rings = {}
    for line in text.splitlines():
        number, *sides = line.split(" ")
        numbers = [float(side) for side in sides]
        rings.setdefault(labels_of(pages)[int(number)], []).append(
            [(x * width, y * height) for x, y in zip(numbers[::2], numbers[1::2])]
        )
    with_mask = [item for item in measurable(page) if mask_of(item)]
    same("labels", list(rings), [item["label"] for item in with_mask])
    for item in with_mask:
        overlap(item["label"], drawn(rings[item["label"]], width, height), filled(mask_of(item)))


def check_voc(text, page):
    root = ElementTree.fromstring(text.encode())
    same("root", root.tag, "annotation")
    same("size", (int(root.findtext("size/width")), int(root.findtext("size/height"))), size_of(page))
    found = root.findall("object")
    same("labels", [node.findtext("name") for node in found], [item["label"] for item in measurable(page)])
    for node, item in zip(found, measurable(page)):
        corners = [int(node.findtext("bndbox/" + side)) for side in ("xmin", "ymin", "xmax", "ymax")]
        left, top, right, bottom = item["box"]
        same("box", corners, [math.floor(left) + 1, math.floor(top) + 1, math.ceil(right), math.ceil(bottom)])


SVG = "{http://www.w3.org/2000/svg}"


def check_svg(text, page):
    root = ElementTree.fromstring(text.encode())
    same("root", root.tag, SVG + "svg")
    same("view", root.get("viewBox"), "0 0 %d %d" % size_of(page))
    groups = root.findall(SVG + "g")
    same("titles", [group.findtext(SVG + "title") for group in groups], [item["label"] for item in objects_of(page)])
    for group, item in zip(groups, objects_of(page)):
        mask = mask_of(item)
        if mask is not None:
            path = group.find(SVG + "path")
            same("rule", path.get("fill-rule"), "evenodd")
            rings = [
                [tuple(map(float, point)) for point in re.findall(r"[ML]([\d.]+) ([\d.]+)", ring)]
                for ring in path.get("d").split("Z")[:-1]
            ]
            overlap(item["label"], drawn(rings, *size_of(page)), mask)
            continue
        rect = group.find(SVG + "rect")
        left, top, right, bottom = item["box"]
        sides = [float(rect.get(name)) for name in ("x", "y", "width", "height")]
        close("rect", sides, [min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)], 1e-9)
        same("dashed", rect.get("stroke-dasharray") is not None, item["state"] != "valid")


def check(ending, text, pages, which):
    if ending in (".coco.json", ".polygons.coco.json"):
        check_coco(text, pages, "polygons" in ending)
    elif ending == ".doclaynet.json":
        check_doclaynet(text, pages)
    elif ending == ".names":
        check_names(text, pages)
    elif ending == ".yolo.txt":
        check_yolo(text, pages, pages[int(which)])
    elif ending == ".yolo-seg.txt":
        check_yolo_segments(text, pages, pages[int(which)])
    elif ending == ".voc.xml":
        check_voc(text, pages[int(which)])
    elif ending == ".svg":
        check_svg(text, pages[int(which)])
    else:
        sys.exit("nobody reads this format back")
