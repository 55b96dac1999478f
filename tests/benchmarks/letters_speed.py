"""Speed, memory and size of letters, against typst on a like letter in the same run (goals P7 and P8).

    python tests/benchmarks/letters_speed.py [--peer PYTHON] [--count N]

PYTHON is an interpreter with the packages `typst` and `segno` (extra "bench"); without one only our own figures are printed.
Both engines write one A4 page of about 300 characters with a table and a QR code as PDF/A-2b from the same faces, a
different applicant and amount in every letter. typst has no QR code of its own and gets one from segno, as we do, and it writes no tags.
Every figure comes from child processes of its own, the engines taking turns, and is the best of the rounds; ratios
count, milliseconds depend on the machine.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
ISSUED = date(2024, 6, 3)
UNIT = "杭州市滨江区科学技术局"
SURNAMES = "云帆海纳星辰远望恒信博瑞嘉禾致远天元启明新锐华创智汇联众合力鼎盛"
BODY = (
    "根据《关于进一步推动经济高质量发展的若干政策》（滨政〔2024〕12号）第（十三）条“对经营规模符合科技型中小企业标准的企业，"
    "年度研发投入额新增200万元以上的，按新增部分的5%给予补助”的规定，经审查并公示无异议，核定你单位补助如下："
)
CLOSE = "请于30日内向我局提供收款账户，按规定使用资金。"
TITLE = "2024年度研发投入补助核定通知书"
ROWS = ("2024年度研发投入额", "2023年度研发投入额", "核定补助金额")


def applicant(i: int) -> str:
    """A name that differs from letter to letter."""
    return f"杭州{SURNAMES[i % 31]}{SURNAMES[i * 7 % 31]}{SURNAMES[i * 11 % 31]}科技有限公司"


def payload(i: int) -> str:
    """What the QR code says."""
    return f"BJ-KJ-2024-{i:05d}|7f3a91c2d4e5"


def our_letters(count: int) -> dict[str, float]:
    """Render `count` letters with the product's engine."""
    sys.path.insert(0, str(ROOT))
    started = time.perf_counter()
    from models.letters.amounts import figures
    from models.letters.page import blocks as b
    from models.letters.pdf import render
    from models.letters.pdf.fonts import FontSet

    fonts = FontSet.load(FONTS)
    columns = (b.Column("项目", 2, "left"), b.Column("金额", 1.4, "right"), b.Column("依据", 1.6))

    def letter(i: int) -> b.Document:
        name = applicant(i)
        rows = tuple((row, figures(11_500_000 + i * 100 + k), "专项审计报告") for k, row in enumerate(ROWS))
        blocks = (
            b.Mark(UNIT),
            b.Number(f"滨科函〔2024〕{i + 1}号"),
            b.Title(TITLE),
            b.Addressee(f"{name}："),
            b.paragraph(BODY),
            b.Table(columns, rows),
            b.paragraph(CLOSE),
            b.QR(payload(i), "查验码 7F3A-91C2"),
            b.Signature(UNIT, ISSUED),
        )
        return b.Document("信函格式", blocks, b.Meta(f"{TITLE}（{name}）", UNIT))

    return timed(lambda i: render(letter(i), fonts=fonts, created=ISSUED), count, started)


def typst_letters(count: int) -> dict[str, float]:
    """Render `count` letters with typst."""
    started = time.perf_counter()
    import typst

    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)

    def render(i: int) -> bytes:
        pdf = compiler.compile(
            input=typst_source(i).encode(),
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=1_717_344_000,
            pdf_tags=False,
        )
        return bytes(pdf)

    return timed(render, count, started)


def typst_source(i: int) -> str:
    """The like letter in typst's language."""
    import segno

    name = applicant(i)
    rows = "".join(f"[{row}], [¥115,{i % 1000:03d}.{k:02d}], [专项审计报告]," for k, row in enumerate(ROWS))
    code = segno.make(payload(i), error="m", mask=2, micro=False, boost_error=False)
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=0, omitsize=True, xmldecl=False, nl=False)
    svg = picture.getvalue().decode().replace('"', '\\"')
    return f"""#set document(title: "{TITLE}（{name}）", author: "{UNIT}")
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm))
#set text(font: ("Binhui Fang", "Binhui Serif"), size: 15.79pt, lang: "zh")
#set par(leading: 13.8pt, first-line-indent: (amount: 2em, all: true), justify: true)
#align(center, text(font: "Binhui Serif", weight: "bold", size: 40pt, fill: red)[{UNIT}])
#line(length: 100%, stroke: 1.5pt + red)
#align(right)[滨科函〔2024〕{i + 1}号]
#align(center, text(font: "Binhui Serif", weight: "bold", size: 22pt)[{TITLE}])
#par(first-line-indent: 0em)[{name}：]
{BODY}
#table(columns: (2fr, 1.4fr, 1.6fr), align: (left, right, center), stroke: 0.5pt,
  ..([项目], [金额], [依据]).map(c => text(font: "Binhui Sans", weight: 500, size: 14pt, c)), {rows})
{CLOSE}

#grid(columns: (1fr, 1fr), image(bytes("{svg}"), width: 20mm), align(center)[#v(2em) {UNIT} \\ 2024年6月3日])
"""


def timed(render: object, count: int, started: float) -> dict[str, float]:
    """Cold time from the start of imports, letters a second when warm, peak memory, mean size."""
    assert callable(render)
    first = render(0)
    cold = time.perf_counter() - started
    if not count:
        return {"cold_ms": cold * 1000}
    for i in range(1, 30):
        render(i)
    begun = time.perf_counter()
    sizes = [len(render(i)) for i in range(30, 30 + count)]
    rate = count / (time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "rate": rate,
        "cold_ms": cold * 1000,
        "rss_mb": peak,
        "kb": statistics.mean([len(first), *sizes]) / 1024,
    }


ENGINES = {"ours": our_letters, "typst": typst_letters}


def child(python: str, engine: str, count: int) -> dict[str, float]:
    """Run one engine in a process of its own; adds the wall time of a process that makes one letter."""
    command = [python, __file__, "--engine", engine, "--count"]
    done = subprocess.run([*command, str(count)], capture_output=True, text=True, check=True, timeout=600)
    result: dict[str, float] = json.loads(done.stdout)
    begun = time.perf_counter()
    subprocess.run([*command, "0"], capture_output=True, check=True, timeout=120)
    result["process_ms"] = (time.perf_counter() - begun) * 1000
    return result


def best_of(rounds: list[dict[str, float]]) -> dict[str, float]:
    """The quietest of several rounds: the machine may be busy with other things in between."""
    best = {key: min(r[key] for r in rounds) for key in rounds[0]}
    best["rate"] = max(r["rate"] for r in rounds)
    best["rss_mb"] = max(r["rss_mb"] for r in rounds)
    return best


def table(results: dict[str, dict[str, float]]) -> str:
    """The figures of all engines and, with two of them, the goals."""
    lines = [f"{'engine':8}{'letters/s':>11}{'cold ms':>9}{'process ms':>12}{'RSS MB':>8}{'KB':>6}"]
    for engine, r in results.items():
        lines.append(
            f"{engine:8}{r['rate']:11.0f}{r['cold_ms']:9.0f}{r['process_ms']:12.0f}{r['rss_mb']:8.0f}{r['kb']:6.0f}"
        )
    if "typst" in results:
        ours, peer = results["ours"], results["typst"]
        lines.append(f"warm: {ours['rate'] / peer['rate']:.1f} x typst (goal 2.5, and 300/s)")
        lines.append(f"cold process: {ours['process_ms'] / peer['process_ms']:.2f} x typst (goal 1.5)")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter that has typst")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(ENGINES[options.engine](options.count)))
        return
    engines = {"ours": sys.executable} | ({"typst": options.peer} if options.peer else {})
    rounds: dict[str, list[dict[str, float]]] = {engine: [] for engine in engines}
    for _ in range(options.rounds):
        for engine, python in engines.items():
            rounds[engine].append(child(python, engine, options.count))
    print(table({engine: best_of(results) for engine, results in rounds.items()}))


if __name__ == "__main__":
    main()
