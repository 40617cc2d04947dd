package metric

import "math"

// Mixture is the truth behind a problem whose y is a label: equally likely round Gaussians in the plane, each
// carrying a label.
type Mixture struct {
	Centres [][2]float64
	Sigma   float64 // standard deviation along each axis
	Label   []int   // label of each mode
}

// Modes says how samples of the posterior of one label lie in a mixture. What exact samples give stands in brackets.
type Modes struct {
	Right   float64 // share within 3σ of a mode that carries the label (0.989)
	Between float64 // share farther than 3σ from every mode (0.011)
	TV      float64 // total variation between the share of each mode, by nearest centre, and the truth's (0)
	Width   float64 // spread per axis about the centre of the samples counted in Right (0.974σ); NaN without any
	Minor   float64 // least spread along a principal axis of the samples nearest to one carrying mode (σ)
}

// Measure says how the samples x (n×2, n ≥ 1) of the posterior of label lie. A sample that is not finite counts as
// between modes and as of no mode. A label that no mode carries panics.
func (m *Mixture) Measure(x []float64, label int) Modes {
	n := rows(x, 2)
	carriers := 0
	for _, l := range m.Label {
		if l == label {
			carriers++
		}
	}
	if n == 0 || carriers == 0 {
		panic("metric: Measure needs samples and a label that is carried")
	}
	var r Modes
	var right, between int
	var square float64
	of := make([][]float64, len(m.Centres)) // samples by nearest centre
	for i := range n {
		mode, d2 := m.nearest(x[2*i], x[2*i+1])
		if mode < 0 {
			between++
			continue
		}
		of[mode] = append(of[mode], x[2*i], x[2*i+1])
		switch {
		case d2 > 9*m.Sigma*m.Sigma:
			between++
		case m.Label[mode] == label:
			right++
			square += d2
		}
	}
	r.Right = float64(right) / float64(n)
	r.Between = float64(between) / float64(n)
	r.Width = math.Sqrt(square / float64(2*right)) // 0/0 is the NaN promised
	r.Minor = math.Inf(1)
	for i, l := range m.Label {
		want := 0.0
		if l == label {
			want = 1 / float64(carriers)
			r.Minor = min(r.Minor, MinorSpread(of[i], 2))
		}
		r.TV += math.Abs(float64(len(of[i])/2)/float64(n)-want) / 2
	}
	return r
}

// nearest returns the mode nearest to (u, v) and the squared distance to its centre; mode −1 for a point that is not
// finite. Where the discs of 3σ do not overlap, a point within 3σ of any mode is within 3σ of the nearest.
func (m *Mixture) nearest(u, v float64) (mode int, d2 float64) {
	mode, d2 = -1, math.Inf(1)
	for i, c := range m.Centres {
		if d := (u-c[0])*(u-c[0]) + (v-c[1])*(v-c[1]); d < d2 {
			mode, d2 = i, d
		}
	}
	return mode, d2
}
