"""A table of figures, for the terminal and for the model card."""

from __future__ import annotations

from dataclasses import dataclass, field


def percent(metric: dict) -> str:
    """Of a metric of `palimpsest eval`, with its interval."""
    interval = metric["interval"]
    bounds = f" ({100 * interval[0]:.1f}-{100 * interval[1]:.1f})" if interval else ""
    return f"{100 * metric['value']:.1f}{bounds}"


@dataclass
class Table:
    heading: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    remarks: list[str] = field(default_factory=list)

    def text(self) -> str:
        rows = [self.columns, *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(len(self.columns))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
        return "\n".join([self.heading, *lines, *self.remarks])

    def markdown(self) -> str:
        rows = [self.columns, ("---",) * len(self.columns), *self.rows]
        remarks = ["", *(f"- {remark}" for remark in self.remarks)] if self.remarks else []
        return "\n".join([self.heading + ".", "", *("| " + " | ".join(row) + " |" for row in rows), *remarks])
