package window

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Numbers in words: U+2212 as minus, a thin space every three digits, two significant digits after leading zeros.

const (
	minus = "\u2212"
	thin  = "\u2009"
	dash  = "\u2013" // a value that is not known
)

// count writes a whole number: "4 812".
func count(n int) string {
	s := strconv.Itoa(max(n, -n))
	var b strings.Builder
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(thin)
		}
		b.WriteRune(r)
	}
	if n < 0 {
		return minus + b.String()
	}
	return b.String()
}

// number writes v with at least two significant digits: 0.0107, 0.39, 12.3, "4 812".
func number(v float64) string {
	a := math.Abs(v)
	switch {
	case math.IsNaN(v):
		return dash
	case math.IsInf(v, 0):
		return "∞"
	case a == 0:
		return "0"
	case a < 1e-4 || a >= 1e6:
		m, e, _ := strings.Cut(strconv.FormatFloat(v, 'e', 1, 64), "e")
		n, _ := strconv.Atoi(e)
		return signed(m + "e" + strconv.Itoa(n))
	case a >= 1000:
		return count(int(math.Round(v)))
	case a >= 100:
		return fixed(v, 0)
	case a >= 10:
		return fixed(v, 1)
	case a >= 1:
		return fixed(v, 2)
	case a >= 0.02:
		return fixed(v, 3)
	}
	return fixed(v, 4)
}

// plain writes v as short as it can be said: a weight, 3, 0.5, 400.
func plain(v float64) string {
	if math.Abs(v) >= 1000 {
		return count(int(math.Round(v)))
	}
	return signed(strconv.FormatFloat(v, 'g', 3, 64))
}

// fixed writes v with n digits after the point.
func fixed(v float64, n int) string {
	s := strconv.FormatFloat(v, 'f', n, 64)
	if strings.Trim(s, "-0.") == "" { // not "−0.00"
		s = strings.TrimPrefix(s, "-")
	}
	return signed(s)
}

// percent writes a share: "99.4 %".
func percent(v float64) string {
	if math.IsNaN(v) {
		return dash
	}
	return fixed(100*v, 1) + " %"
}

// clock writes a time spent: 0:23, 2:51, 1:02:11.
func clock(d time.Duration) string {
	s := int(d.Seconds())
	two := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	if s >= 3600 {
		return strconv.Itoa(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
	}
	return strconv.Itoa(s/60) + ":" + two(s%60)
}

func signed(s string) string { return strings.ReplaceAll(s, "-", minus) }
