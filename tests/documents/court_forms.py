"""Invented AcroForms with the field names of a court's form, and nothing else of it."""

import io

import pikepdf
from reportlab.pdfgen.canvas import Canvas

PAGE = "CR-400[0].Page1[0]"
DEFENDANT = f"{PAGE}.P1Caption[0].Party[0].Party2[0]"
CASE_NUMBER = f"{PAGE}.P1Caption[0].HeaderSub[0].CaseNumber[0].CaseNumber[0]"
COUNTY = f"{PAGE}.P1Caption[0].CourtInfo[0].CrtCounty[0]"
TITLES = tuple(f"{PAGE}.FormTitle[0].#area[{n}].Checkbox[{n}]" for n in (0, 1))
REQUESTS = (f"{PAGE}.LI2[0].li2a[0].Checkbox[0]", f"{PAGE}.LI2[0].li2b[0].Checkbox[0]")
TEXTS = {DEFENDANT: (72, 640, 260), CASE_NUMBER: (380, 640, 160), COUNTY: (72, 690, 260)}
BOXES = {TITLES[0]: (72, 560), TITLES[1]: (72, 530), REQUESTS[0]: (72, 480), REQUESTS[1]: (72, 450)}


def court_form(*, without: str = "", renamed: dict[str, str] | None = None, width: float = 0) -> bytes:
    """An invented form that has the fields' names, one less if asked, or another name for one."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    canvas.drawString(72, 740, "INVENTED FORM FOR TESTS")
    form = canvas.acroForm
    for name, (x, y, wide) in TEXTS.items():
        if name != without:
            shown = (renamed or {}).get(name, name)
            form.textfield(name=shown, x=x, y=y, width=width or wide, height=18, fontSize=10, borderWidth=0)
            canvas.drawString(x, y + 22, name.rsplit(".", 1)[-1])
    for name, (x, y) in BOXES.items():
        if name != without:
            form.checkbox(name=name, x=x, y=y, size=12, buttonStyle="cross", borderWidth=1)
            canvas.drawString(x + 20, y + 2, name.split(".", 2)[-1])
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def as_xfa(data: bytes) -> bytes:
    """The same as a form of the other kind."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def locked(data: bytes, user: str = "") -> bytes:
    """The same with a password."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
        return out.getvalue()
