package session

import (
	"math"
	"strconv"
	"strings"

	"innlab/inn"
)

// note is a change put in words; changes of one topic that follow each other closely make one event.
type note struct{ topic, text string }

// changes puts the difference of two live values in words, one note for each value that differs; losses are those
// of the method.
func changes(losses []inn.Loss, old, new inn.Live) []note {
	var list []note
	for i, loss := range losses {
		t, symbol := new.Loss[i], loss.Symbol
		if t.On != old.Loss[i].On {
			word := " off"
			if t.On {
				word = " on"
			}
			list = append(list, note{"", symbol + word})
		}
		if t.Weight != old.Loss[i].Weight {
			list = append(list, note{symbol, symbol + " × " + number(t.Weight)})
		}
	}
	for _, v := range []struct {
		name     string
		old, new float64
	}{
		{"rate", old.Rate, new.Rate},
		{"noise on y", old.YNoise, new.YNoise},
		{"noise on the padding", old.PadNoise, new.PadNoise},
		{"noise on z", old.ZNoise, new.ZNoise},
	} {
		if v.old != v.new {
			list = append(list, note{v.name, v.name + " " + number(v.new)})
		}
	}
	return list
}

// number writes a value with three significant digits, large ones in groups.
func number(v float64) string {
	if math.Abs(v) >= 1000 && math.Abs(v) < 1e9 {
		return count(int(math.Round(v)))
	}
	return strings.ReplaceAll(strconv.FormatFloat(v, 'g', 3, 64), "-", "−")
}

// count writes a whole number in groups of three digits, set apart by thin spaces from 1 000 on.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u2009" + s[i:]
	}
	return s
}
