package dialog

// The words of the settings: values and sentences as a person would write them.

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"innlab/inn"
	"innlab/widgets"
	"innlab/widgets/control"
)

// pretty writes a number that a knob gives as the program writes numbers; anything else stays.
func pretty(text string) string {
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return text
	case v == math.Trunc(v) && math.Abs(v) < 1e9:
		return widgets.Count(int(v))
	case math.Abs(v) < 1e-3:
		m, e, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
		n, _ := strconv.Atoi(e)
		return strings.ReplaceAll(m+"e"+strconv.Itoa(n), "-", "\u2212")
	}
	return strings.ReplaceAll(strconv.FormatFloat(v, 'f', -1, 64), "-", "\u2212")
}

// plain writes a number that a person typed as a knob reads it.
func plain(text string) string {
	v, err := control.ParseNumber(text)
	if err != nil {
		return text
	}
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// doc is a knob's description as a sentence, with its name on the command line.
func doc(k *inn.Knob) string {
	return capital(k.Doc) + ". On the command line: -set " + k.Name + "."
}

// capital writes the first letter large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// many writes a number up to twelve as a word, as sentences do.
func many(n int) string {
	words := []string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"}
	if n < len(words) {
		return words[n]
	}
	return widgets.Count(n)
}
