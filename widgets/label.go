package widgets

// This file holds short texts with variables in italics and subscripts: L_y, x_1, p(x | y). Roboto has no subscript
// letters, so the runs are set one after the other, on the screen and in files alike.

import "strings"

// Subscripts are set at subSize of the base size, subDrop of the base size below the baseline.
const (
	subSize = 0.72
	subDrop = 0.28
)

// Run is a piece of a label in one style.
type Run struct {
	Text   string
	Italic bool
	Sub    bool // a subscript
}

// Label is a line of text in runs.
type Label []Run

// Words returns a label of plain words.
func Words(s string) Label {
	if s == "" {
		return nil
	}
	return Label{{Text: s}}
}

// L returns a variable in italics with a subscript, as in L("x", "1"); an empty subscript is left out.
func L(symbol, index string) Label {
	l := Label{{Text: symbol, Italic: true}}
	if index != "" {
		l = append(l, Run{Text: index, Sub: true})
	}
	return l
}

// Marked returns a label from plain text in which a letter, an underscore and a letter or digit, standing alone, make a
// variable with a subscript: "L_y + L_z", but not "my_model".
func Marked(s string) Label {
	var l Label
	plain := 0
	for i := 1; i+1 < len(s); i++ {
		alone := (i < 2 || !inWord(s[i-2])) && (i+2 >= len(s) || !inWord(s[i+2]))
		if s[i] != '_' || !letter(s[i-1]) || !letter(s[i+1]) && !digit(s[i+1]) || !alone {
			continue
		}
		if plain < i-1 {
			l = append(l, Run{Text: s[plain : i-1]})
		}
		l = append(l, L(s[i-1:i], s[i+1:i+2])...)
		plain = i + 2
	}
	return append(l, Words(s[plain:])...)
}

func letter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
func digit(b byte) bool  { return b >= '0' && b <= '9' }
func inWord(b byte) bool { return letter(b) || digit(b) || b == '_' || b == '/' }

// Join sets labels one after the other with sep between them.
func Join(sep string, labels ...Label) Label {
	var l Label
	for i, m := range labels {
		if i > 0 && sep != "" {
			l = append(l, Run{Text: sep})
		}
		l = append(l, m...)
	}
	return l
}

// And returns l followed by m.
func (l Label) And(m Label) Label { return append(append(Label(nil), l...), m...) }

// Posterior returns "p(x | y)" with the variables in italics, or "p(x | y = given)".
func Posterior(given string) Label {
	l := Label{{Text: "p("}, {Text: "x", Italic: true}, {Text: " | "}, {Text: "y", Italic: true}}
	if given != "" {
		l = append(l, Run{Text: " = " + given})
	}
	return append(l, Run{Text: ")"})
}

// String returns the label as plain text, subscripts on the line.
func (l Label) String() string {
	var b strings.Builder
	for _, r := range l {
		b.WriteString(r.Text)
	}
	return b.String()
}

// size returns the run's size for a label of the given size, and how far it hangs below the baseline.
func (r Run) size(base float64) (size, drop float64) {
	if r.Sub {
		return base * subSize, base * subDrop
	}
	return base, 0
}

// Width returns how wide the label is, in the unit of size.
func (l Label) Width(size float64, w Weight) float64 {
	total := 0.0
	for _, r := range l {
		s, _ := r.size(size)
		total += r.width(w, s)
	}
	return total
}

// Fit cuts the end of a label that is wider than room at a size, both in the unit of size.
func (l Label) Fit(room, size float64) Label { return l.fit(room, size, false) }

// FitName is Fit for names, which often differ in their ends: the middle is cut.
func (l Label) FitName(room, size float64) Label { return l.fit(room, size, true) }

func (l Label) fit(room, size float64, middle bool) Label {
	if l.Width(size, Regular) <= room {
		return l
	}
	r := []rune(l.String())
	for n := len(r) - 1; n > 0; n-- {
		end := 0
		if middle {
			end = n / 2
		}
		m := Words(strings.TrimRight(string(r[:n-end]), " ") + "…" + strings.TrimLeft(string(r[len(r)-end:]), " "))
		if m.Width(size, Regular) <= room {
			return m
		}
	}
	return Words("…")
}

// width is how wide the run is at its size.
func (r Run) width(w Weight, size float64) float64 {
	if o := outlined(r.Text, w, r.Italic); o != nil {
		return o.advance * size
	}
	f := face(w, r.Italic, size)
	return f.Width(r.Text).Points()
}
