package widgets

// This file writes numbers the way the whole program shows them: U+2212 minus, a thin space every three digits,
// two significant digits after leading zeros.

import (
	"math"
	"strconv"
	"strings"
	"time"
)

const (
	minus = "\u2212"
	thin  = "\u2009"
)

// Count writes a whole number with thin spaces: "4 812".
func Count(n int) string { return group(strconv.Itoa(n)) }

// Fixed writes v with a fixed number of decimals: "−0.70".
func Fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" { // no minus before a zero
		s = strings.TrimPrefix(s, "-")
	}
	return group(s)
}

// Value writes v with at least two significant digits after leading zeros, as the value of a loss: "0.0107",
// "1.52", "312".
func Value(v float64) string {
	a := math.Abs(v)
	switch {
	case math.IsNaN(v):
		return "–"
	case math.IsInf(v, 0):
		return "infinite"
	case a == 0:
		return "0"
	case a >= 1e6 || a < 1e-5:
		return scientific(v)
	case a >= 100:
		return Fixed(v, 0)
	case a >= 10:
		return Fixed(v, 1)
	case a >= 0.1:
		return Fixed(v, 2)
	case a >= 0.001:
		return Fixed(v, 4)
	}
	return Fixed(v, 1-int(math.Floor(math.Log10(a))))
}

// Short writes v with about three digits: "0.35", "12.5", "312".
func Short(v float64) string {
	switch a := math.Abs(v); {
	case a >= 1e5 || a > 0 && a < 1e-3:
		return Value(v)
	case a >= 100:
		return Fixed(v, 0)
	case a >= 10:
		return Fixed(v, 1)
	}
	return Fixed(v, 2)
}

// tupleMost is how many numbers are written out.
const tupleMost = 3

// Tuple writes a few numbers: "0.35", "(0.35, 1.20)"; "" for none or more than three.
func Tuple(v []float64) string {
	if len(v) == 0 || len(v) > tupleMost {
		return ""
	}
	words := make([]string, len(v))
	for i, v := range v {
		words[i] = Short(v)
	}
	if len(words) == 1 {
		return words[0]
	}
	return "(" + strings.Join(words, ", ") + ")"
}

// Percent writes a share, 0 to 1, as "99.4 %".
func Percent(share float64) string {
	if math.IsNaN(share) {
		return "–"
	}
	d := 1
	if share >= 0.9995 && share <= 1 {
		d = 0
	}
	return Fixed(100*share, d) + " %"
}

// Duration writes a time as "0:23" or "1:02:11".
func Duration(d time.Duration) string {
	s := int(d / time.Second)
	two := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	if s >= 3600 {
		return strconv.Itoa(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
	}
	return strconv.Itoa(s/60) + ":" + two(s%60)
}

// scientific writes v as "1.2e−7".
func scientific(v float64) string {
	s := strconv.FormatFloat(v, 'e', 1, 64)
	m, e, _ := strings.Cut(s, "e")
	n, _ := strconv.Atoi(e)
	return strings.ReplaceAll(strings.TrimSuffix(m, ".0")+"e"+strconv.Itoa(n), "-", minus)
}

// group sets thin spaces into the digits before the point, from 1 000 on, and the real minus sign.
func group(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = minus, s[1:]
	}
	whole, frac := s, ""
	if i := strings.IndexByte(s, '.'); i >= 0 {
		whole, frac = s[:i], s[i:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thin)
		}
		b.WriteRune(c)
	}
	b.WriteString(frac)
	return b.String()
}
