package control

// The scale of a slider: where a value stands and what one step is.

import (
	"math"
	"strconv"
)

// Scale is the range of a slider.
type Scale struct {
	Min, Max float64
	Default  float64 // a double click goes back to it
	Step     float64 // of a linear scale; a logarithmic one has twenty steps a decade
	Log      bool
}

// perDecade is how many steps of a logarithmic scale make a factor of ten.
const perDecade = 20

// Place is where v stands, 0 to 1.
func (s Scale) Place(v float64) float64 {
	lo, hi, v := s.Min, s.Max, math.Min(math.Max(v, s.Min), s.Max)
	if s.Log {
		lo, hi, v = math.Log(lo), math.Log(hi), math.Log(v)
	}
	if hi == lo {
		return 0
	}
	return (v - lo) / (hi - lo)
}

// At is the value at place f, rounded to what a person would write.
func (s Scale) At(f float64) float64 {
	f = math.Min(math.Max(f, 0), 1)
	if s.Log {
		return s.round(s.Min * math.Pow(s.Max/s.Min, f))
	}
	return s.round(s.Min + f*(s.Max-s.Min))
}

// Move is the value n steps from v.
func (s Scale) Move(v float64, n int) float64 {
	if !s.Log {
		return s.round(v + float64(n)*s.Step)
	}
	w := s.round(v * math.Pow(10, float64(n)/perDecade))
	if w == s.round(v) { // rounding must not swallow a step
		w = s.round(v * math.Pow(10, float64(n)*1.5/perDecade))
	}
	return w
}

// round keeps two significant digits of a logarithmic scale and whole steps of a linear one, inside the range.
func (s Scale) round(v float64) float64 {
	v = math.Min(math.Max(v, s.Min), s.Max)
	if s.Log {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'e', 1, 64), 64)
	} else if s.Step > 0 {
		v = s.Min + math.Round((v-s.Min)/s.Step)*s.Step
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64) // 0.30000000000000004 is 0.3
	}
	return math.Min(math.Max(v, s.Min), s.Max)
}
