"""What programs put on the clipboard as HTML: the shapes are theirs, the words our own.

Each has what is seen where it was copied, what becomes of it, and words that are hidden there and must not get in.
"""

from __future__ import annotations

from typing import NamedTuple


class Clip(NamedTuple):
    """One piece of the clipboard."""

    html: str
    markdown: str
    hidden: tuple[str, ...] = ()


WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->"""
WORD_FOOT = "<!--EndFragment--></body></html>"
ITEM = (
    "<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
    "<span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>{mark}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{words}<o:p></o:p></p>"
)
WORD = Clip(
    WORD_HEAD
    + "<h2>How we rest<o:p></o:p></h2><p class=MsoNormal>Crews rest for <b>45 minutes</b>, says the\nteam’s “rest plan”.<o:p></o:p></p>"
    + "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    + ITEM.format(level=1, mark="·", words="at the station")
    + ITEM.format(level=2, mark="o", words="or near it")
    + ITEM.format(level=1, mark="·", words="never in the van")
    + "<p class=MsoNormal>See <a href=\"https://plans.example/rest?a=1&amp;b=2\">the plan</a>.<span style='mso-hide:all'>Ask Jo first.</span>"
    + '<del cite="mailto:Jo">It is a secret.</del><ins>It is public.</ins><o:p></o:p></p>'
    + "<div style='mso-element:comment-list'><p class=MsoCommentText>Is this true?</p></div>"
    + WORD_FOOT,
    "## How we rest\n\nCrews rest for **45 minutes**, says the team’s “rest plan”.\n\n- at the station\n  - or near it\n"
    "- never in the van\n\nSee [the plan](https://plans.example/rest?a=1&b=2).It is public.",
    ("Ask Jo first", "secret", "Is this true"),
)
OUTLOOK = Clip(
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
    "<div class=WordSection1><p class=MsoNormal>Dear all,<o:p></o:p></p><p class=MsoNormal>The vans come <i>next week</i>.<br>"
    "Thank you.<o:p></o:p></p><p class=MsoNormal><span style='display:none'>Sent to everybody@trust.example</span></p></div>"
    "<!--EndFragment--></body></html>",
    "Dear all,\n\nThe vans come *next week*.\\\nThank you.",
    ("everybody@trust.example",),
)
EXCEL = Clip(
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">'
    '<style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {mso-number-format:0%;}--></style></head>'
    "<body link=\"#0563C1\"><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse'>"
    "<col width=64 span=2><!--StartFragment--><tr height=20><td height=20>Station</td><td class=xl65>Vans</td></tr>"
    "<tr height=20><td>Saltmere | North</td><td align=right>4</td></tr><tr style='display:none'><td>Secret</td><td>9</td></tr>"
    '<tr><td>Ousel Bridge</td><td align=right x:num="0.5">50%</td></tr><!--EndFragment--></table></body></html>',
    "| Station | Vans |\n| --- | --- |\n| Saltmere \\| North | 4 |\n| Ousel Bridge | 50% |",
    ("Secret",),
)
LIBREOFFICE = Clip(
    '<!DOCTYPE html>\n<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>'
    '<meta name="generator" content="LibreOffice 24.2 (Linux)"/><style type="text/css">p { line-height: 115% }</style></head>'
    '<body lang="en-GB"><h1 class="western">Pay</h1>\n<p style="line-height: 100%">It went up by <b>3&nbsp;%</b> – see\nbelow.</p>'
    "<ol>\n\t<li><p>first</p></li>\n\t<li><p>second</p></li>\n</ol>\n<p><strike>old</strike> <br/>\n\n</p></body></html>",
    "## Pay\n\nIt went up by **3 %** – see below.\n\n1. first\n2. second\n\n~~old~~",
)
GOOGLE = Clip(
    '<meta charset=\'utf-8\'><b style="font-weight:normal;" id="docs-internal-guid-1f2e3d4c"><p dir="ltr" '
    'style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;">Who asked? </span><span '
    'style="font-size:11pt;font-weight:700;">A paramedic.</span></p><ul style="margin-top:0;"><li dir="ltr" '
    'aria-level="1"><p dir="ltr" role="presentation"><span style="font-style:italic;">by day</span></p></li>'
    '<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>by night</span></p></li></ul>'
    '<h3 dir="ltr"><span style="font-weight:400;">Next</span></h3></b><br class="Apple-interchange-newline">',
    "Who asked? **A paramedic.**\n\n- *by day*\n- by night\n\n## Next",
)
CLIPS = {"Word": WORD, "Outlook": OUTLOOK, "Excel": EXCEL, "LibreOffice Writer": LIBREOFFICE, "Google Docs": GOOGLE}
