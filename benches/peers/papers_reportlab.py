"""papers_reportlab.py DATA COUNT OUT: the filled application by ReportLab.

The fonts are read and registered once, and so are styles and pictures; each paper embeds the
part of the fonts that it uses. DATA is what the form is handed, paper by paper: each
is of another person. Prints how long COUNT papers took, after three that do not count."""
import io
import json
import os
import sys
import time

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Paragraph, Spacer, Table

FONTS = os.environ["LEYE_BENCH_FONTS"]
WARM = 3
INK, QUIET, RED = HexColor("#0f0f0f"), HexColor("#5f5f5f"), HexColor("#c8202f")
for name, file in [("serif", "NotoSerifSC-Regular"), ("serif-b", "NotoSerifSC-Bold"),
                   ("sans", "NotoSansSC-Regular"), ("sans-b", "NotoSansSC-Bold")]:
    pdfmetrics.registerFont(TTFont(name, os.path.join(FONTS, file + ".ttf")))


def style(font, size, **more):
    return ParagraphStyle(font + str(size), fontName=font, fontSize=size, leading=size * 1.4, textColor=INK, wordWrap="CJK", **more)


VALUE, LABEL = style("serif", 10), style("sans", 8.8, alignment=1)
MIDDLE, SMALL, BOLD = style("serif", 10, alignment=1), style("sans", 8.5), style("sans-b", 10, spaceBefore=5.5 * mm, spaceAfter=2.8 * mm, keepWithNext=1)
STATION, TITLE = style("serif", 12, alignment=1, spaceAfter=4 * mm), style("serif-b", 18, alignment=1, spaceAfter=4 * mm)
RIGHT, MARK = style("sans", 8.5, alignment=2), style("sans-b", 8, alignment=2)


class Drawn(Flowable):
    """Something drawn by hand in a box of this size."""

    def __init__(self, width, height, draw):
        super().__init__()
        self.width, self.height, self.drawing = width, height, draw

    def wrap(self, *_):
        return self.width, self.height

    def draw(self):
        self.canv.saveState()
        self.drawing(self.canv)
        self.canv.restoreState()


def photo(c):
    """forms/pictures/photo.svg, path by path."""
    c.translate(0, 30 * mm)
    c.scale(23 * mm / 250, -30 * mm / 330)
    def path(color, start, *curves):
        c.setFillColor(HexColor(color))
        p = c.beginPath()
        p.moveTo(*start)
        for curve in curves:
            (p.curveTo if len(curve) == 6 else p.lineTo)(*curve)
        p.close()
        c.drawPath(p, stroke=0, fill=1)
    c.setFillColor(HexColor("#dfe8ef"))
    c.rect(0, 0, 250, 330, stroke=0, fill=1)
    path("#3b5568", (28, 330), (32, 258, 66, 226, 125, 226), (184, 226, 218, 258, 222, 330))
    path("#e3b793", (98, 208), (152, 208), (152, 242), (138, 262, 112, 262, 98, 242))
    c.setFillColor(HexColor("#efc9a7"))
    c.ellipse(69, 75, 181, 215, stroke=0, fill=1)
    path("#2b2523", (64, 150), (52, 74, 90, 42, 126, 42), (162, 42, 200, 72, 186, 150), (178, 122, 166, 104, 152, 94),
         (126, 108, 92, 110, 76, 112), (68, 124, 66, 134, 64, 150))


def signature(c):
    """forms/pictures/signature.svg."""
    c.translate(0, 10 * mm)
    c.scale(.1 * mm, -.1 * mm)
    c.setStrokeColor(HexColor("#16233d"))
    c.setLineWidth(4)
    c.setLineCap(1)
    p, at = c.beginPath(), (18, 60)
    p.moveTo(*at)
    for a, b, d, e, x, y in [(20, -38, 34, -42, 32, -22), (-2, 20, -18, 44, -8, 42), (10, -2, 26, -34, 38, -46), (8, -8, 2, 30, 8, 34),
                             (6, 4, 16, -26, 26, -30), (10, -4, 4, 28, 14, 28), (10, 0, 18, -36, 30, -36), (12, 0, -2, 38, 10, 36),
                             (12, -2, 20, -28, 30, -30), (10, -2, 4, 24, 16, 24), (12, 0, 30, -12, 66, -26)]:
        p.curveTo(at[0] + a, at[1] + b, at[0] + d, at[1] + e, at[0] + x, at[1] + y)
        at = at[0] + x, at[1] + y
    c.drawPath(p, stroke=1, fill=0)


def seal(words):
    def draw(c):
        c.setStrokeColor(HexColor("#e08080"))
        c.setDash(2, 2)
        c.circle(15.5 * mm, 15.5 * mm, 15.5 * mm)
        c.setFillColor(HexColor("#d85a60"))
        c.setFont("sans", 7.5)
        c.drawCentredString(15.5 * mm, 14.5 * mm, words)
    return Drawn(31 * mm, 31 * mm, draw)


def name_seal(words, who):
    def draw(c):
        c.setStrokeColor(RED if who else QUIET)
        c.setFillColor(RED if who else QUIET)
        c.setLineWidth(1.2 if who else .5)
        if not who:
            c.setDash(2, 2)
        c.roundRect(0, 0, 24 * mm, 9 * mm, .5 * mm)
        c.setFont(*(("serif-b", 12) if who else ("sans", 7)))
        c.drawCentredString(12 * mm, 3 * mm, who or words)
    return Drawn(24 * mm, 9 * mm, draw)


def tick(on):
    def draw(c):
        c.setLineWidth(.6)
        c.rect(0, 0, 8, 8)
        if on:
            c.setLineWidth(1.1)
            c.lines([(1.2, 4, 3.2, 1.8), (3.2, 1.8, 7, 7)])
    return Drawn(8, 8, draw)


def text(value):
    if isinstance(value, dict):
        value = value.get("words") if value.get("codes") else ""
    return str(value if value is not None else "").replace("&", "&amp;").replace("<", "&lt;")


def val(value, how=VALUE):
    return Paragraph(text(value), how)


def ruled(rows, widths, *more, **how):
    table = Table(rows, colWidths=[width * mm for width in widths], **how)
    table.setStyle([("GRID", (0, 0), (-1, -1), .5, HexColor("#3c3c3c")), ("BOX", (0, 0), (-1, -1), 1, INK), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 2 * mm), ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
                    ("TOPPADDING", (0, 0), (-1, -1), 1 * mm), ("BOTTOMPADDING", (0, 0), (-1, -1), 1 * mm), *more])
    return table


def person(p):
    l, f = p["l"], p["f"]
    lab = lambda name: Paragraph(text(l[name]), LABEL)
    wide = lambda a, b: [lab(a), val(f[a]), "", "", lab(b), val(f[b]), ""]
    rows = [
        [lab("name"), val(f["name"]), lab("sex"), val(f["sex"]), lab("ethnicity"), val(f["ethnicity"]), Drawn(23 * mm, 30 * mm, photo)],
        [lab("id_number"), val(f["id_number"]), "", "", lab("born"), val(f["born"]), ""],
        [lab("education"), val(f["education"]), lab("skill"), val(f["skill"]), lab("health"), val(f["health"]), ""],
        [lab("phone"), val(f["phone"]), "", "", lab("household_size"), val(f["household_size"]), ""],
        [lab("address"), val(f["address"])] + [""] * 5,
        wide("household_community", "certificate_number"), wide("former_employer", "registered_on"),
        wide("jobless_reason", "jobless_since"), wide("wish_job", "wish_training"),
    ]
    spans = [("SPAN", (6, 0), (6, 3)), ("SPAN", (1, 1), (3, 1)), ("SPAN", (1, 3), (3, 3)), ("SPAN", (1, 4), (6, 4))]
    for row in range(5, 9):
        spans += [("SPAN", (1, row), (3, row)), ("SPAN", (5, row), (6, row))]
    shade = [("BACKGROUND", (0, 0), (0, -1), HexColor("#f7f7f7")), ("BACKGROUND", (4, 0), (4, 3), HexColor("#f7f7f7"))]
    return ruled(rows, (24, 24, 17, 26, 24, 29, 28), *spans, *shade)


def review(p):
    t, f = p["t"], p["f"]
    rows = [[Paragraph(text(t["notice"]), LABEL), val(t["notice-span"] + " " + text(f["notice_result"]) if f["notice_from"] else "")]]
    for name in ("station", "office", "bureau"):
        last = Table([[val(t["operator"], SMALL), name_seal(t["name-seal"], f[name + "_operator"]), val(f[name + "_on"], RIGHT)]],
                     colWidths=[34 * mm, 26 * mm, 34 * mm])
        left = Table([[val(f[name + "_opinion"])], [last]], rowHeights=[25 * mm, None], colWidths=[96 * mm])
        left.setStyle([("VALIGN", (0, 0), (-1, 0), "TOP")])
        rows.append([Paragraph(text(t[name + "-level"]), LABEL), Table([[left, seal(t["seal"])]], colWidths=[98 * mm, 33 * mm])])
    return ruled(rows, (35, 137), ("BACKGROUND", (0, 0), (0, -1), HexColor("#f7f7f7")))


def story(p):
    t, l, f, colon = p["t"], p["l"], p["f"], p["t"]["colon"]
    head = lambda *names: [Paragraph(text(name), LABEL) for name in names]
    ticks = [Table([[tick(it["mark"]["codes"]), val(f"{at + 1}. {it['title']}"),
                     val(it["mark"], MARK) if "primary" in it["mark"]["codes"] else ""]], colWidths=[6 * mm, 58 * mm, 18 * mm])
             for at, it in enumerate(f["categories"])]
    signed = Table([[val(l["applicant_signature"] + colon, RIGHT), Drawn(32 * mm, 10 * mm, signature), val(t["date"] + colon + text(f["filed_on"]), SMALL)]],
                   colWidths=[60 * mm, 34 * mm, 66 * mm])
    return [
        val(f["station"], STATION), val(p["title"], TITLE),
        Table([[val(l["case_number"] + colon + f["case_number"], SMALL), val(l["filed_on"] + colon + f["filed_on"], RIGHT)]]),
        val(t["part-person"], BOLD), person(p),
        val(t["part-categories"], BOLD), ruled([ticks[at:at + 2] for at in range(0, len(ticks), 2)], (86, 86), ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)),
        val(t["part-family"], BOLD),
        ruled([head(l["name"], l["sex"], l["id_number"], l["family.relation"], l["family.status"])]
              + [[val(row[name]) for name in ("name", "sex", "id_number", "relation", "status")] for row in f["family"]], (38, 14, 50, 26, 44), repeatRows=1),
        val(t["part-papers"], BOLD),
        ruled([head(t["number-sign"], l["papers.paper"], l["papers.copies"])]
              + [[val(at + 1, MIDDLE), val(row["paper"]), val(row["copies"], MIDDLE)] for at, row in enumerate(f["papers"])], (12, 142, 18), repeatRows=1),
        KeepTogether([val(t["part-statement"], BOLD), ruled([[[Table([[val(f["statement"])]], rowHeights=[36 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]), val(t["promise"]), Spacer(1, 2 * mm), signed]]], (172,))]),
        val(t["part-review"], BOLD), review(p),
    ]


def foot(p, pages):
    t, v = p["t"], p["verify"]
    code = [list(row) for row in segno.make(v["url"], error="m", boost_error=False).matrix]

    def draw(c, document):
        c.saveState()
        c.setStrokeColor(HexColor("#aaaaaa"))
        c.line(19 * mm, 25 * mm, A4[0] - 19 * mm, 25 * mm)
        side = 15 * mm / len(code)
        path = c.beginPath()
        for y, row in enumerate(code):
            for x, dark in enumerate(row):
                if dark:
                    path.rect(19 * mm + x * side, 23 * mm - (y + 1) * side, side, side)
        c.setFillColor(INK)
        c.drawPath(path, stroke=0, fill=1)
        c.setFillColor(QUIET)
        c.setFont("sans", 7.5)
        c.drawString(38 * mm, 19 * mm, t["verify-code"])
        c.drawString(38 * mm, 15 * mm, t["verify-how"])
        c.drawRightString(A4[0] - 19 * mm, 9 * mm, t["page"].replace("#", str(document.page)).replace("%", str(pages)))
        c.setFont("sans", 6.5)
        c.drawString(38 * mm, 11 * mm, v["url"])
        c.setFillColor(INK)
        c.setFont("sans-b", 10)
        c.drawString(56 * mm, 19 * mm, v["code"])
        c.restoreState()
    return draw


def make(p):
    out = io.BytesIO()
    frame = Frame(19 * mm, 30 * mm, A4[0] - 38 * mm, A4[1] - 47 * mm, 0, 0, 0, 0)
    document = BaseDocTemplate(out, pagesize=A4, title=p["title"], pageCompression=1)
    document.addPageTemplates(PageTemplate("sheet", frame, onPage=foot(p, 2)))
    document.build(story(p))
    return out.getvalue(), document.page


def main(data, count, out):
    with open(data, encoding="utf-8") as file:
        papers = json.load(file)
    for at in range(WARM):
        make(papers[at])
    begun = time.perf_counter()
    for at in range(count):
        pdf, pages = make(papers[WARM + at])
    seconds = time.perf_counter() - begun
    with open(out, "wb") as file:
        file.write(pdf)
    with open("/proc/self/status") as file:
        most = next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))
    print(json.dumps({"seconds": seconds, "pages": pages, "mebibytes": most / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
