package inn

import "innlab/inn/net"

// The whole map, padding included: what the contract of an invertible network is about. The input is [x, padding], the
// output [z, padding, y], both n×Width; x and y are in the problem's units.

// ForwardPadded maps in to out and writes log|det ∂out/∂in| of every row into logdet (n; nil where it is not wanted).
func (m *Model) ForwardPadded(in, out, logdet []float64) { m.padded(in, out, logdet, true) }

// InversePadded undoes ForwardPadded: it maps out to in and writes log|det ∂in/∂out|.
func (m *Model) InversePadded(out, in, logdet []float64) { m.padded(out, in, logdet, false) }

func (m *Model) padded(from, to, logdet []float64, forward bool) {
	f := m.flow
	n := rows("the input", len(from), f.width)
	same("the output", len(to), len(from))
	if logdet != nil {
		same("logdet", len(logdet), n)
	}
	s := m.scratch.Get().(*modelScratch)
	defer m.scratch.Put(s)
	for a := 0; a < n; a += piece {
		b := min(a+piece, n)
		clear(s.pass.logdet)
		for i := range b - a {
			row := from[(a+i)*f.width : (a+i+1)*f.width]
			if forward {
				m.intoX(row, s.row)
				net.PutRow(s.pass.x(i/net.Lanes), i%net.Lanes, s.row)
			} else {
				m.intoY(row, s.row)
				net.PutRow(s.pass.y(i/net.Lanes), i%net.Lanes, s.row)
			}
		}
		if forward {
			s.pass.forward(m.params, 0, net.Panels(b-a), s.block)
		} else {
			s.pass.inverse(m.params, 0, net.Panels(b-a), s.block)
		}
		for i := range b - a {
			row, det := to[(a+i)*f.width:(a+i+1)*f.width], float64(s.pass.logdet[i])
			if forward {
				net.GetRow(s.pass.y(i/net.Lanes), i%net.Lanes, s.row)
				m.outOfY(s.row, row)
				det += m.scaleX.LogDet(from[(a+i)*f.width:][:f.dimX]) - m.scaleY.LogDet(row[f.width-f.dimY:])
			} else {
				net.GetRow(s.pass.x(i/net.Lanes), i%net.Lanes, s.row)
				m.outOfX(s.row, row)
				det -= m.scaleX.LogDet(row[:f.dimX]) - m.scaleY.LogDet(from[(a+i)*f.width:][f.width-f.dimY:f.width])
			}
			if logdet != nil {
				logdet[a+i] = det
			}
		}
	}
}

// RoundTrip sends x (n×DimX) forward and back again with everything that comes out, padding included; back may be x.
// What differs from x is the rounding of the network.
func (m *Model) RoundTrip(x, back []float64) {
	f := m.flow
	n := rows("x", len(x), f.dimX)
	same("back", len(back), len(x))
	in, out := make([]float64, n*f.width), make([]float64, n*f.width)
	for i := range n {
		copy(in[i*f.width:], x[i*f.dimX:(i+1)*f.dimX])
	}
	m.ForwardPadded(in, out, nil)
	m.InversePadded(out, in, nil)
	for i := range n {
		copy(back[i*f.dimX:(i+1)*f.dimX], in[i*f.width:])
	}
}

// The four functions below take one row between the problem's units (float64) and the network's.

func (m *Model) intoX(from []float64, to []float32) {
	d := m.flow.dimX
	m.scaleX.In(nil, from[:d], to[:d])
	narrow(from[d:], to[d:])
}

func (m *Model) outOfX(from []float32, to []float64) {
	d := m.flow.dimX
	m.scaleX.unmap(from[:d], to[:d]) // what is rounded has no way back
	widen(from[d:], to[d:])
}

func (m *Model) intoY(from []float64, to []float32) {
	d := m.flow.width - m.flow.dimY
	narrow(from[:d], to[:d])
	m.scaleY.In(nil, from[d:], to[d:])
}

func (m *Model) outOfY(from []float32, to []float64) {
	d := m.flow.width - m.flow.dimY
	widen(from[:d], to[:d])
	m.scaleY.Out(from[d:], to[d:])
}

func narrow(from []float64, to []float32) {
	for i, v := range from {
		to[i] = float32(v)
	}
}

func widen(from []float32, to []float64) {
	for i, v := range from {
		to[i] = float64(v)
	}
}
