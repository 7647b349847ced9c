/**
 * The fixed Typst program that prints a description. Texts reach it as data (`sys.inputs.data`,
 * JSON) and are set as strings, so nothing that a user wrote can become code. The data has the
 * shape of `PdfData` in `pdf.ts`.
 */
export const template = `
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: "Опора")
#set text(font: "PT Serif", lang: "ru", region: "RU", size: data.sizes.text * 1pt, hyphenate: false)
#set par(leading: 0.55em, spacing: 0.8em)
#show heading: set text(size: data.sizes.title * 1pt, weight: "bold")
#show heading: set block(above: 0pt, below: 0pt)

#let piece(given) = if type(given) == str { text(given) } else { box(text(given.whole)) }
#let run(given) = if type(given) == str { text(given) } else { given.map(piece).join() }
#let lines(given) = given.map(run).join(linebreak())

#let cell(given) = table.cell(
  x: given.x, y: given.y, colspan: given.span, rowspan: given.rows,
  align: if given.centred { center + if given.head { horizon } else { top } } else { left + top },
  breakable: given.breakable,
  {
    set text(hyphenate: given.hyphenate)
    if given.head or given.bold or given.section in (1, 2) { strong(lines(given.lines)) }
    else if given.section > 2 { strong(emph(lines(given.lines))) }
    else { lines(given.lines) }
  }
)

#let blocks = (
  mark: b => align(right, block(width: b.width * 1mm, below: 18pt, {
    set align(left)
    set par(leading: 0.5em)
    lines(b.lines)
  })),
  title: b => align(center, block(width: 80%, below: 16pt, heading(level: 1, lines(b.lines)))),
  paragraph: b => {
    set par(
      justify: b.align == "justify",
      first-line-indent: (amount: if b.indent { 12.5mm } else { 0mm }, all: true)
    )
    set align(if b.align == "center" { center } else { left })
    block(sticky: b.align == "center", par(if b.bold { strong(lines(b.lines)) } else { lines(b.lines) }))
  },
  spread: b => block(below: 12pt, text(b.left) + h(1fr) + text(b.right)),
  picture: b => block(above: 6pt, below: 12pt, breakable: false,
    image(bytes(b.svg), format: "svg", width: b.width * 1mm, alt: b.text)),
  signature: b => block(above: 30pt, breakable: false, grid(
    columns: (60%, 40%), align: (left + bottom, right + bottom), lines(b.post), text(b.name)
  )),
  table: b => {
    set text(size: data.sizes.table * 1pt)
    set par(leading: 0.5em)
    table(
      columns: b.widths.map(w => w * 1mm), inset: (x: 1.8mm, y: 1.7mm), stroke: 0.5pt,
      table.header(repeat: true, ..b.head.map(cell)),
      // A section's row is a header that does not repeat: it never stays alone at a page's end.
      ..b.cells.map(c => if c.section > 0 {
        table.header(level: c.section + 1, repeat: false, cell(c))
      } else { cell(c) })
    )
  }
)

#for part in data.parts {
  set page(
    width: part.width * 1mm, height: part.height * 1mm,
    margin: (
      left: part.left * 1mm, right: data.margins.right * 1mm,
      top: data.margins.top * 1mm, bottom: data.margins.bottom * 1mm
    ),
    header-ascent: 0pt,
    header: context {
      let number = counter(page).get().first()
      if number > 1 {
        place(top + center, dy: data.number * 1mm, text(size: data.sizes.text * 1pt, str(number)))
      }
    }
  )
  for b in part.blocks { blocks.at(b.kind)(b) }
  // The next part counts its pages anew.
  counter(page).update(0)
}
`;
