package window

// The link between z and x: a place under the pointer in one plot is ringed in the other, by one pass of the network
// that drew what is on the screen.

import (
	"fmt"

	"innlab/scenes"
	"innlab/widgets"
)

// link is a place in z and the x that it becomes, or a place in x and the z that it comes from.
type link struct {
	on     bool
	z, x   [2]float64
	from   byte // 'z' or 'x': which of the two was pointed at
	pinned bool // stays when the pointer leaves
	trail  [][2]float64
}

// most places of a trail that is drawn by pulling through z.
const longestTrail = 400

// pointZ links a place in z, with further entries of z at 0.
func (l *link) pointZ(f *frame, z [2]float64) {
	l.on, l.from, l.z = true, 'z', z
	l.follow(f)
}

// pointX links a place in x, with further entries of x at 0.
func (l *link) pointX(f *frame, x [2]float64) {
	l.on, l.from, l.x = true, 'x', x
	l.follow(f)
}

// follow works out the other side with the network of the answer on screen, which may have changed since.
func (l *link) follow(f *frame) {
	if !l.on {
		return
	}
	b, q := f.bijection()
	if b == nil {
		*l = link{}
		return
	}
	p := &f.snap.Plan.Setup.Problem
	x, z := make([]float64, p.DimX), make([]float64, b.DimZ())
	if l.from == 'z' {
		copy(z, l.z[:])
		b.Inverse(q, z, x)
		copy(l.x[:], x)
		return
	}
	copy(x, l.x[:])
	b.Forward(nil, x, make([]float64, p.DimY), z)
	copy(l.z[:], z)
}

// pull goes on with a trail.
func (l *link) pull(f *frame, z [2]float64) {
	l.pointZ(f, z)
	if len(l.trail) < longestTrail && l.on {
		l.trail = append(l.trail, l.x)
	}
}

// leave ends the link, unless it is pinned.
func (l *link) leave() {
	if !l.pinned {
		*l = link{}
	}
}

// bijection is the network of the answer on screen and the y that it was asked, nil where there is none.
func (f *frame) bijection() (bijection, []float64) {
	if f.ans == nil || f.look.none {
		return nil, nil
	}
	b, _ := f.ans.Snapshot.Columns[0].Estimator.(bijection)
	return b, f.ans.Query.Y
}

// sentence says in words what is linked.
func (l *link) sentence(s *scenes.Setup) string {
	mode := ""
	if s.Modes != nil {
		m, d2 := s.Modes.Nearest(l.x[0], l.x[1])
		if far := 3 * s.Modes.Sigma; d2 > far*far {
			mode = ", between the modes"
		} else {
			mode = fmt.Sprintf(", mode %d", m)
		}
	}
	z := pair(l.z, 1)
	x := pair(l.x, 2)
	if l.from == 'z' {
		return "z = " + z + " becomes x = " + x + mode
	}
	return "x = " + x + mode + ", is sent to z = " + z
}

// pair writes a place: "(−0.7, 1.5)".
func pair(v [2]float64, digits int) string {
	return "(" + widgets.Fixed(v[0], digits) + ", " + widgets.Fixed(v[1], digits) + ")"
}
