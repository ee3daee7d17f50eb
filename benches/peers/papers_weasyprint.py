"""papers_weasyprint.py DATA COUNT OUT: the filled application by WeasyPrint.

What is the same for all papers is made once: the font configuration, the style sheet, the
pictures, the template. DATA is what the form is handed, paper by paper: each is of
another person. Prints how long COUNT papers took, after three that do not count."""
import html
import json
import os
import sys
import time

import segno
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

FONTS, FORMS = os.environ["LEYE_BENCH_FONTS"], os.environ["LEYE_BENCH_FORMS"]
WARM = 3

FACES = "".join(
    f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url('file://{os.path.abspath(FONTS)}/{file}') }}\n"
    for family, weight, file in [
        ("serif sc", 400, "NotoSerifSC-Regular.ttf"), ("serif sc", 700, "NotoSerifSC-Bold.ttf"),
        ("sans sc", 400, "NotoSansSC-Regular.ttf"), ("sans sc", 700, "NotoSansSC-Bold.ttf"),
    ]
)
STYLE = FACES + """
@page { size: A4; margin: 17mm 19mm 30mm;
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 7.5pt 'sans sc'; color: #5f5f5f }
  @bottom-left { content: element(foot); width: 80% } }
body { font: 10pt/1.4 'serif sc'; color: #0f0f0f; margin: 0 }
h1, .station { text-align: center; margin: 0 0 4mm } h1 { font-size: 18pt } .station { font-size: 12pt }
h2 { font: bold 10pt 'sans sc'; margin: 5.5mm 0 2.8mm; break-after: avoid }
.numbers { font: 8.5pt 'sans sc'; display: flex; justify-content: space-between; margin-bottom: 3mm }
table { border-collapse: collapse; border: 1pt solid #0f0f0f; width: 100% } tr, .whole { break-inside: avoid }
td, th { border: .5pt solid #3c3c3c; padding: 1.1mm 2mm; vertical-align: middle }
th { font: 8.8pt 'sans sc'; color: #282828; background: #f7f7f7; text-align: center }
.tick { display: inline-block; width: .8em; height: .8em; border: .6pt solid #0f0f0f; margin-right: 2mm; line-height: .8em }
.tick svg { width: .8em; height: .8em } .mark { float: right; font: bold 8pt 'sans sc' }
.middle { text-align: center } .box { height: 36mm; overflow: hidden } .level .box { height: 25mm }
.photo { width: 28mm; padding: 1mm; text-align: center } .photo img { height: 30mm }
.sign { text-align: right } .sign img { height: 10mm; border-bottom: .5pt solid #787878 }
.level { display: flex; gap: 3mm } .level > div:first-child { flex: 1 }
.seal { width: 31mm; height: 31mm; border: .6pt dashed #e08080; border-radius: 50%; font: 7.5pt/31mm 'sans sc'; text-align: center; color: #d85a60 }
.name { border: 1.2pt solid #c8202f; color: #c8202f; font-weight: bold; padding: 1mm 4mm; letter-spacing: .12em }
.review { table-layout: fixed }
.open { border: .5pt dashed #969696; color: #5f5f5f; font: 7pt 'sans sc'; padding: 1mm 6mm }
.foot { position: running(foot); font: 7.5pt/1.4 'sans sc'; color: #5f5f5f; border-top: .4pt solid #aaa; padding-top: 2mm }
.foot svg { width: 15mm; height: 15mm; float: left; margin-right: 3.5mm } .foot b { font-size: 10pt; color: #0f0f0f }
"""


def text(value):
    if isinstance(value, dict):
        value = value.get("words") if value.get("codes") else ""
    return html.escape(str(value if value is not None else ""))


def page(p, qr):
    """The whole paper as HTML."""
    t, l, f, c = p["t"], p["l"], p["f"], p["t"]["colon"]
    cell = lambda name, span=1: f"<th>{text(l[name])}</th><td colspan={span}>{text(f[name])}</td>"
    picture = lambda path: f"<img src='file://{os.path.abspath(FORMS)}{path}'>"
    check = "<svg viewBox='0 0 10 10'><path d='M1 5l3 3 5-7' fill='none' stroke='#0f0f0f' stroke-width='1.3'/></svg>"
    person = "".join(f"<tr>{row}</tr>" for row in [
        cell("name") + cell("sex") + cell("ethnicity") + f"<td class=photo rowspan=4>{picture(f['photo'])}</td>",
        cell("id_number", 3) + cell("born"),
        cell("education") + cell("skill") + cell("health"),
        cell("phone", 3) + cell("household_size"),
        cell("address", 6),
        cell("household_community", 3) + cell("certificate_number", 2),
        cell("former_employer", 3) + cell("registered_on", 2),
        cell("jobless_reason", 3) + cell("jobless_since", 2),
        cell("wish_job", 3) + cell("wish_training", 2),
    ])
    ticks = []
    for at, it in enumerate(f["categories"]):
        on = it["mark"]["codes"]
        first = f"<span class=mark>{text(it['mark'])}</span>" if "primary" in on else ""
        ticks.append(f"<td>{first}<span class=tick>{check if on else ''}</span>{at + 1}. {text(it['title'])}</td>")
    categories = "".join(f"<tr>{''.join(ticks[at:at + 2])}</tr>" for at in range(0, len(ticks), 2))
    columns = ["name", "sex", "id_number", "relation", "status"]
    heads = [l["name"], l["sex"], l["id_number"], l["family.relation"], l["family.status"]]
    family = "<tr>" + "".join(f"<th>{text(head)}</th>" for head in heads) + "</tr>" + "".join(
        "<tr>" + "".join(f"<td>{text(row[name])}</td>" for name in columns) + "</tr>" for row in f["family"])
    papers = f"<tr><th>{text(t['number-sign'])}</th><th>{text(l['papers.paper'])}</th><th>{text(l['papers.copies'])}</th></tr>" + "".join(
        f"<tr><td class=middle>{at + 1}</td><td>{text(row['paper'])}</td><td class=middle>{text(row['copies'])}</td></tr>"
        for at, row in enumerate(f["papers"]))
    def level(name):
        who = f[name + "_operator"]
        seal = f"<span class=name>{text(who)}</span>" if who else f"<span class=open>{text(t['name-seal'])}</span>"
        return (f"<tr><th>{text(t[name + '-level'])}</th><td><div class=level><div><div class=box>{text(f[name + '_opinion'])}</div>"
                f"<div>{text(t['operator'])} {seal} <span class=mark>{text(f[name + '_on'])}</span></div></div>"
                f"<div class=seal>{text(t['seal'])}</div></div></td></tr>")
    notice = f"{text(t['notice-span'])} {text(f['notice_result'])}" if f["notice_from"] else ""
    v = p["verify"]
    return f"""<html lang=zh-CN><title>{text(p['title'])}</title><body>
<div class=foot>{qr}{text(t['verify-code'])} <b>{text(v['code'])}</b><br>{text(t['verify-how'])}<br>{text(v['url'])}</div>
<div class=station>{text(f['station'])}</div><h1>{text(p['title'])}</h1>
<div class=numbers><span>{text(l['case_number'])}{c}{text(f['case_number'])}</span><span>{text(l['filed_on'])}{c}{text(f['filed_on'])}</span></div>
<h2>{text(t['part-person'])}</h2><table>{person}</table>
<h2>{text(t['part-categories'])}</h2><table>{categories}</table>
<h2>{text(t['part-family'])}</h2><table>{family}</table>
<h2>{text(t['part-papers'])}</h2><table>{papers}</table>
<div class=whole><h2>{text(t['part-statement'])}</h2><table><tr><td><div class=box>{text(f['statement'])}</div>{text(t['promise'])}
<div class=sign>{text(l['applicant_signature'])}{c}{picture(f['applicant_signature'])} {text(t['date'])}{c}{text(f['filed_on'])}</div></td></tr></table></div>
<h2>{text(t['part-review'])}</h2><table class=review><tr><th style='width: 35mm'>{text(t['notice'])}</th><td>{notice}</td></tr>
{level('station')}{level('office')}{level('bureau')}</table></body></html>"""


def main(data, count, out):
    with open(data, encoding="utf-8") as file:
        papers = json.load(file)
    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)
    pictures = {}

    def make(at):
        p = papers[at]
        qr = segno.make(p["verify"]["url"], error="m", boost_error=False).svg_inline(border=0, omitsize=True)
        document = HTML(string=page(p, qr)).render(stylesheets=[style], font_config=fonts, cache=pictures)
        return document.write_pdf(), len(document.pages)

    for at in range(WARM):
        make(at)
    begun = time.perf_counter()
    for at in range(count):
        pdf, pages = make(WARM + at)
    seconds = time.perf_counter() - begun
    with open(out, "wb") as file:
        file.write(pdf)
    with open("/proc/self/status") as file:
        most = next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))
    print(json.dumps({"seconds": seconds, "pages": pages, "mebibytes": most / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
