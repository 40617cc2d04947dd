package inn

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"gonum.org/v1/gonum/floats"

	"innlab/inn/net"
)

// Model is a trained network that does not change: an Estimator with both directions at hand. It is safe for
// concurrent use. Rows are in the problem's units; n is the number of rows.
type Model struct {
	flow    *flow
	params  []float32
	scaleX  Transform
	scaleY  Transform
	inside  bool       // Config.Inside
	sigma   float64    // Config.Sigma
	scratch *sync.Pool // of *modelScratch
}

// piece is the number of rows that go through the network at a time: enough to keep the kernels busy, few enough that
// the room for them stays in the cache.
const piece = 8 * net.Lanes

// modelScratch is one caller's room.
type modelScratch struct {
	pass  *pass
	block *blockScratch
	row   []float32
	z     []float64
}

// newModel takes over params; stretch turns a label's one-hot into logits, and of c count Sigma and Inside.
func newModel(f *flow, params []float32, x, y Transform, stretch float32, c *Config) *Model {
	m := &Model{flow: f, params: params, scaleX: x, scaleY: y, inside: c.Inside, sigma: c.Sigma}
	m.scaleY.Spread = slices.Clone(y.Spread)
	floats.Scale(1/float64(stretch), m.scaleY.Spread)
	m.scratch = &sync.Pool{New: func() any {
		s := &modelScratch{pass: f.newPass(piece/net.Lanes, false), block: f.blocks[0].scratch()}
		s.pass.logdet = make([]float32, piece)
		s.row, s.z = make([]float32, f.width), make([]float64, piece*f.dimZ)
		return s
	}}
	return m
}

// DimX, DimY and DimZ are the widths of x, y and z; Width is that of the network.
func (m *Model) DimX() int  { return m.flow.dimX }
func (m *Model) DimY() int  { return m.flow.dimY }
func (m *Model) DimZ() int  { return m.flow.dimZ }
func (m *Model) Width() int { return m.flow.width }

// Sample fills x (n×DimX) with draws from p(x | y); y is one row (DimY) for all, or n rows. The latent draws are the
// next n·DimZ normal numbers of r; with Config.Inside more where some have to be drawn again.
func (m *Model) Sample(r *rand.Rand, y, x []float64) {
	if m.inside {
		m.scaleX.drawInside(Dims{X: m.flow.dimX, Y: m.flow.dimY}, r, y, x, m.draw)
		return
	}
	m.draw(r, y, x)
}

// draw is Sample wherever the draws lie.
func (m *Model) draw(r *rand.Rand, y, x []float64) {
	n := rows("x", len(x), m.flow.dimX)
	s := m.scratch.Get().(*modelScratch)
	defer m.scratch.Put(s)
	for from := 0; from < n; from += piece {
		to := min(from+piece, n)
		z := s.z[:(to-from)*m.flow.dimZ]
		for i := range z {
			z[i] = r.NormFloat64()
		}
		m.inversePiece(s, m.rowsOfY(y, n, from, to), z, x[from*m.flow.dimX:to*m.flow.dimX])
	}
}

// Inverse computes x (n×DimX) from y (one row for all, or n×DimY) and z (n×DimZ), with zeros for padding.
func (m *Model) Inverse(y, z, x []float64) {
	n := rows("x", len(x), m.flow.dimX)
	same("z", len(z), n*m.flow.dimZ)
	s := m.scratch.Get().(*modelScratch)
	defer m.scratch.Put(s)
	for from := 0; from < n; from += piece {
		to := min(from+piece, n)
		m.inversePiece(s, m.rowsOfY(y, n, from, to), z[from*m.flow.dimZ:to*m.flow.dimZ], x[from*m.flow.dimX:to*m.flow.dimX])
	}
}

// rowsOfY is the part of y for rows [from, to) of n: the one row there is, or those rows.
func (m *Model) rowsOfY(y []float64, n, from, to int) []float64 {
	if len(y) == m.flow.dimY {
		return y
	}
	same("y", len(y), n*m.flow.dimY)
	return y[from*m.flow.dimY : to*m.flow.dimY]
}

func (m *Model) inversePiece(s *modelScratch, y, z, x []float64) {
	f := m.flow
	n := len(x) / f.dimX
	for i := range n {
		clear(s.row)
		for j, v := range z[i*f.dimZ : (i+1)*f.dimZ] {
			s.row[j] = float32(v)
		}
		yi := y
		if len(y) > f.dimY {
			yi = y[i*f.dimY : (i+1)*f.dimY]
		}
		m.scaleY.In(nil, yi, s.row[f.width-f.dimY:])
		net.PutRow(s.pass.y(i/net.Lanes), i%net.Lanes, s.row)
	}
	s.pass.inverse(m.params, 0, net.Panels(n), s.block)
	for i := range n {
		net.GetRow(s.pass.x(i/net.Lanes), i%net.Lanes, s.row[:f.dimX])
		m.scaleX.Out(s.row[:f.dimX], x[i*f.dimX:(i+1)*f.dimX])
	}
}

// Forward computes y (n×DimY) and z (n×DimZ) of x (n×DimX), with zeros for padding; where that holds the simulator's noise,
// with noise from r, and none for a nil r. A nil y or z is not wanted. Labels come as they are learned: near a one-hot, or
// logits divided by Problem.LogitScale.
func (m *Model) Forward(r *rand.Rand, x, y, z []float64) {
	f := m.flow
	n := rows("x", len(x), f.dimX)
	if y != nil {
		same("y", len(y), n*f.dimY)
	}
	if z != nil {
		same("z", len(z), n*f.dimZ)
	}
	s := m.scratch.Get().(*modelScratch)
	defer m.scratch.Put(s)
	for from := 0; from < n; from += piece {
		to := min(from+piece, n)
		for i := range to - from {
			clear(s.row)
			m.scaleX.In(nil, x[(from+i)*f.dimX:(from+i+1)*f.dimX], s.row[:f.dimX])
			if r != nil {
				for j := range s.row[f.dimX : f.dimX+f.noise] {
					s.row[f.dimX+j] = float32(r.NormFloat64())
				}
			}
			net.PutRow(s.pass.x(i/net.Lanes), i%net.Lanes, s.row)
		}
		s.pass.forward(m.params, 0, net.Panels(to-from), s.block)
		for i := range to - from {
			net.GetRow(s.pass.y(i/net.Lanes), i%net.Lanes, s.row)
			if y != nil {
				m.scaleY.Out(s.row[f.width-f.dimY:], y[(from+i)*f.dimY:(from+i+1)*f.dimY])
			}
			for j := range f.dimZ {
				if z == nil {
					break
				}
				z[(from+i)*f.dimZ+j] = float64(s.row[j])
			}
		}
	}
}

// rows is the number of rows in n numbers. Lengths that do not fit are the caller's error.
func rows(name string, n, columns int) int {
	if n%columns != 0 {
		panic(fmt.Sprintf("inn: %s has %d numbers, which are no rows of %d", name, n, columns))
	}
	return n / columns
}

func same(name string, got, want int) {
	if got != want {
		panic(fmt.Sprintf("inn: %s has %d numbers, not %d", name, got, want))
	}
}
