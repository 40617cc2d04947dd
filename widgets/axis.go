package widgets

// This file holds axes: a range of data, linear or logarithmic, its ticks and their words.

import (
	"math"
	"strconv"
)

// Axis is a range of data and how it is labelled.
type Axis struct {
	Label    Label
	Min, Max float64
	Log      bool
	Short    bool   // thousands as "1k"
	Ticks    []Tick // nil: chosen for the length
	Bare     bool   // neither tick labels nor axis label, but the grid
	AtEnd    bool   // the axis label stands at the axis's end, on the line of the tick labels
}

// Tick is a labelled place on an axis.
type Tick struct {
	Value float64
	Text  string
}

// fraction maps a value to 0 … 1 along the axis.
func (a *Axis) fraction(v float64) float64 {
	if a.Log {
		return math.Log(v/a.Min) / math.Log(a.Max/a.Min)
	}
	return (v - a.Min) / (a.Max - a.Min)
}

// value undoes fraction.
func (a *Axis) value(f float64) float64 {
	if a.Log {
		return a.Min * math.Pow(a.Max/a.Min, f)
	}
	return a.Min + f*(a.Max-a.Min)
}

// sub returns the axis between two fractions of its range.
func (a Axis) sub(f0, f1 float64) Axis {
	lo, hi := a.value(f0), a.value(f1)
	if (f0 != 0 || f1 != 1) && a.Ticks != nil {
		a.Ticks = nil
	}
	a.Min, a.Max = lo, hi
	return a
}

// Ticks stand comfortTicks sizes of their text apart, closer where few would be left; no axis needs very many.
const (
	comfortTicks = 4.5
	closeTicks   = 2.8
	fewTicks     = 3.4
	manyTicks    = 8
)

// ticks returns the ticks for an axis of a length with text of a size.
func (a *Axis) ticks(length, size float64) []Tick {
	if a.Ticks != nil {
		return a.Ticks
	}
	if !(a.Max > a.Min) || math.IsInf(a.Max-a.Min, 0) {
		return nil
	}
	most := max(length/(comfortTicks*size), min(fewTicks, length/(closeTicks*size)), 2)
	return a.atMost(min(most, manyTicks))
}

// Inside returns the ticks for an axis of a length, with labels of a size, whose labels do not stand out at its ends, so
// that plots can stand side by side.
func (a Axis) Inside(length, size float64, upright bool) []Tick {
	t := a.inside(a.ticks(length, size), length, size, upright)
	for f := 0.1; len(t) < 2 && f < 0.35; f += 0.1 { // finer ones, of a part
		b := a.sub(f, 1-f)
		b.Ticks = nil
		if u := a.inside(b.ticks((1-2*f)*length, size), length, size, upright); len(u) > len(t) {
			t = u
		}
	}
	return t
}

// inside are those of some ticks whose labels do not stand out.
func (a *Axis) inside(ticks []Tick, length, size float64, upright bool) []Tick {
	t := []Tick{}
	for _, v := range ticks {
		half := size * digitHeight / 2
		if !upright {
			half = Words(v.Text).Width(size, Regular) / 2
		}
		if at := a.fraction(v.Value) * length; at >= half && at <= length-half {
			t = append(t, v)
		}
	}
	for !upright && len(t) > 1 && a.crowded(t, length, size) {
		var every []Tick
		for i := len(t) / 2 % 2; i < len(t); i += 2 { // the one in the middle stays
			every = append(every, t[i])
		}
		t = every
	}
	return t
}

// crowded says whether the labels of neighbours nearly touch.
func (a *Axis) crowded(t []Tick, length, size float64) bool {
	const gap = 0.5 // sizes of the label
	for i := 1; i < len(t); i++ {
		wide := (Words(t[i-1].Text).Width(size, Regular) + Words(t[i].Text).Width(size, Regular)) / 2
		if (a.fraction(t[i].Value)-a.fraction(t[i-1].Value))*length < wide+gap*size {
			return true
		}
	}
	return false
}

// atMost returns about that many ticks.
func (a *Axis) atMost(most float64) []Tick {
	if a.Log && a.Min > 0 {
		return a.logTicks(most)
	}
	step := niceStep((a.Max - a.Min) / most)
	if math.Floor(a.Max/step)-math.Ceil(a.Min/step) < 1 { // fewer than two
		step = niceStep(0.4 * step)
	}
	decimals := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	var t []Tick
	for k := math.Ceil(a.Min/step - 1e-9); k*step <= a.Max+1e-9*step; k++ {
		v := k * step
		t = append(t, Tick{v, a.text(v, decimals)})
	}
	return t
}

// logTicks returns decades, or 1-2-5 where few decades are in sight.
func (a *Axis) logTicks(most float64) []Tick {
	lo, hi := math.Log10(a.Min), math.Log10(a.Max)
	stride := max(1, math.Ceil((hi-lo)/most))
	var t []Tick
	for first := range int(stride) { // of the decades to start from, the one that shows most
		if u := a.decades(math.Floor(lo)+float64(first), hi, stride, hi-lo <= most/3); len(u) > len(t) {
			t = u
		}
	}
	if len(t) < 2 && hi-lo < 1 { // a small part of a decade
		b := *a
		b.Log = false
		return b.atMost(most)
	}
	return t
}

// decades returns every stride-th decade in sight from first on, with 2 and 5 between where wanted.
func (a *Axis) decades(first, hi, stride float64, between bool) []Tick {
	var t []Tick
	for d := first; d <= math.Ceil(hi); d += stride {
		for _, m := range []float64{1, 2, 5} {
			if m > 1 && !between {
				break
			}
			if v := m * math.Pow(10, d); v >= a.Min*(1-1e-9) && v <= a.Max*(1+1e-9) {
				t = append(t, Tick{v, a.text(v, max(0, -int(math.Floor(d+1e-9))))})
			}
		}
	}
	return t
}

func (a *Axis) text(v float64, decimals int) string {
	switch {
	case a.Short && math.Abs(v) >= 1000:
		s := strconv.FormatFloat(v/1000, 'f', -1, 64)
		d := 0
		if i := len(s) - 1; i > 0 {
			for k := range s {
				if s[k] == '.' {
					d = min(len(s)-k-1, 3)
				}
			}
		}
		return Fixed(v/1000, d) + "k"
	case v != 0 && (math.Abs(v) >= 1e5 || math.Abs(v) < 1e-4):
		return scientific(v)
	}
	return Fixed(v, decimals)
}

// niceStep returns the smallest of 1, 2, 5 times a power of ten that is at least v.
func niceStep(v float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if m*p >= v*(1-1e-9) {
			return m * p
		}
	}
	return 10 * p
}
