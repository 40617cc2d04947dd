package inn

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"innlab/inn/net"
)

// answer is a Network that does not change any more, as an Estimator. Rows are in the problem's units.
type answer struct {
	weights []float32
	dims    Dims
	scaleX  Transform
	scaleY  Transform
	inside  bool
	dimZ    int
	rooms   *sync.Pool // of *answerRoom
}

// answerRoom is one caller's room.
type answerRoom struct {
	sampler RowSampler // or
	decoder Decoder
	scorer  Scorer // nil without density

	x, y, z []float32 // panels
	density []float32 // Lanes
	row     []float32
	draws   []float64
}

// An answer shows only what it can do.
type (
	decoding struct{ *answer }
	scoring  struct{ decoding }
)

func (a decoding) DimZ() int                   { return a.dimZ }
func (a decoding) Inverse(y, z, x []float64)   { a.inverse(y, z, x) }
func (a scoring) LogDensity(x, y, o []float64) { a.logDensity(x, y, o) }
func (a scoring) Encode(x, y, z []float64)     { a.encode(x, y, z) }

// newAnswer takes over the weights.
func newAnswer(n Network, w []float32, d Dims, x, y Transform, inside bool) Estimator {
	a := &answer{weights: w, dims: d, scaleX: x, scaleY: y, inside: inside && x.Box != nil}
	make := func() *answerRoom { return newAnswerRoom(n, d) }
	first := make()
	if first.decoder != nil {
		a.dimZ = first.decoder.DimZ()
	}
	a.rooms = &sync.Pool{New: func() any { return make() }}
	a.rooms.Put(first)
	switch {
	case first.scorer != nil:
		return scoring{decoding{a}}
	case first.decoder != nil:
		return decoding{a}
	}
	return a
}

func newAnswerRoom(n Network, d Dims) *answerRoom {
	able := n.Answers()
	r := &answerRoom{row: make([]float32, max(d.X, d.Y)), density: make([]float32, net.Lanes)}
	r.sampler, _ = able.(RowSampler)
	r.decoder, _ = able.(Decoder)
	r.scorer, _ = able.(Scorer)
	if r.sampler == nil && r.decoder == nil {
		panic("inn: a network's answers neither sample nor decode")
	}
	r.x, r.y = make([]float32, d.X*net.Lanes), make([]float32, d.Y*net.Lanes)
	if r.decoder != nil {
		dim := r.decoder.DimZ()
		r.z, r.draws = make([]float32, dim*net.Lanes), make([]float64, dim*net.Lanes)
		r.row = make([]float32, max(d.X, d.Y, dim))
	}
	return r
}

// openNetwork is the estimator of a checkpoint.
func openNetwork(k *Kind, c *Checkpoint) (Estimator, error) {
	n, err := restored(k, c)
	if err != nil {
		return nil, err
	}
	return newAnswer(n, c.weights(), c.dims, c.scaleX, c.scaleY, c.Config.Inside), nil
}

// Sample fills x (n×DimX) with draws from q(x | y); y is one row for all, or n rows. With a latent its draws are the next
// n·DimZ normal numbers of r.
func (a *answer) Sample(r *rand.Rand, y, x []float64) {
	if a.inside {
		a.scaleX.drawInside(a.dims, r, y, x, a.draw)
		return
	}
	a.draw(r, y, x)
}

// draw is Sample wherever the draws lie.
func (a *answer) draw(r *rand.Rand, y, x []float64) {
	a.panels(x, y, func(s *answerRoom, from, rows int) {
		if s.decoder == nil {
			s.sampler.Sample(a.weights, r, s.y, rows, s.x)
			return
		}
		z := s.draws[:rows*a.dimZ]
		for i := range z {
			z[i] = r.NormFloat64()
		}
		a.decode(s, z)
	}, a.out(x))
}

func (a *answer) inverse(y, z, x []float64) {
	same("z", len(z), len(x)/a.dims.X*a.dimZ)
	a.panels(x, y, func(s *answerRoom, from, rows int) { a.decode(s, z[from*a.dimZ:(from+rows)*a.dimZ]) }, a.out(x))
}

// decode sends rows of z and the y of the room through the decoder.
func (a *answer) decode(s *answerRoom, z []float64) {
	row := s.row[:a.dimZ]
	clear(s.z)
	for i := range len(z) / a.dimZ {
		narrow(z[i*a.dimZ:(i+1)*a.dimZ], row)
		net.PutRow(s.z, i, row)
	}
	s.decoder.Decode(a.weights, s.y, s.z, s.x)
}

func (a *answer) logDensity(x, y, out []float64) {
	d := a.dims
	same("out", len(out), len(x)/d.X)
	a.panels(x, y, func(s *answerRoom, from, rows int) {
		a.intoPanel(s, x, from, rows)
		s.scorer.LogDensity(a.weights, s.x, s.y, s.density)
	}, func(s *answerRoom, from, rows int) {
		for i := range rows {
			at := x[(from+i)*d.X : (from+i+1)*d.X]
			if out[from+i] = float64(s.density[i]) + a.scaleX.LogDet(at); !a.scaleX.holds(at) && (a.inside || a.scaleX.Logit) {
				out[from+i] = math.Inf(-1)
			}
		}
	})
	if !a.inside {
		return
	}
	var last []float64
	var share float64
	for i := range out {
		if at := rowOf(y, d.Y, i); last == nil || !slices.Equal(at, last) {
			last, share = at, a.logShare(at)
		}
		out[i] -= share
	}
}

// shareDraws is how many draws tell the share of a y's answers that lie within the bounds: to 2 % where half of them do.
const shareDraws = 2048

// logShare is the logarithm of that share.
func (a *answer) logShare(y []float64) float64 {
	d := a.dims.X
	x := make([]float64, shareDraws*d)
	a.draw(rand.New(rand.NewPCG(1, 1)), y, x)
	inside := 0
	for ; len(x) > 0; x = x[d:] {
		if a.scaleX.holds(x[:d]) {
			inside++
		}
	}
	return math.Log(max(0.5, float64(inside)) / shareDraws)
}

func (a *answer) encode(x, y, z []float64) {
	same("z", len(z), len(x)/a.dims.X*a.dimZ)
	a.panels(x, y, func(s *answerRoom, from, rows int) {
		a.intoPanel(s, x, from, rows)
		s.scorer.Encode(a.weights, s.x, s.y, s.z)
	}, func(s *answerRoom, from, rows int) {
		row := s.row[:a.dimZ]
		for i := range rows {
			net.GetRow(s.z, i, row)
			widen(row, z[(from+i)*a.dimZ:(from+i+1)*a.dimZ])
		}
	})
}

// intoPanel writes rows of x into the room.
func (a *answer) intoPanel(s *answerRoom, x []float64, from, rows int) {
	clear(s.x)
	row := s.row[:a.dims.X]
	for i := range rows {
		a.scaleX.In(nil, x[(from+i)*a.dims.X:(from+i+1)*a.dims.X], row)
		net.PutRow(s.x, i, row)
	}
}

// out copies the x of a room to where it belongs.
func (a *answer) out(x []float64) func(s *answerRoom, from, rows int) {
	d := a.dims.X
	return func(s *answerRoom, from, rows int) {
		for i := range rows {
			row := s.row[:d]
			net.GetRow(s.x, i, row)
			a.scaleX.Out(row, x[(from+i)*d:(from+i+1)*d])
		}
	}
}

// panels does work, then end, for every panel of rows of x, with their y in the room.
func (a *answer) panels(x, y []float64, work, end func(s *answerRoom, from, rows int)) {
	n := rows("x", len(x), a.dims.X)
	if len(y) != a.dims.Y {
		same("y", len(y), n*a.dims.Y)
	}
	s := a.rooms.Get().(*answerRoom)
	defer a.rooms.Put(s)
	for from := 0; from < n; from += net.Lanes {
		count := min(net.Lanes, n-from)
		clear(s.y)
		row := s.row[:a.dims.Y]
		for i := range count {
			a.scaleY.In(nil, rowOf(y, a.dims.Y, from+i), row)
			net.PutRow(s.y, i, row)
		}
		work(s, from, count)
		end(s, from, count)
	}
}

// rowOf is row i of y, or the one row there is.
func rowOf(y []float64, dim, i int) []float64 {
	if len(y) == dim {
		return y
	}
	return y[i*dim : (i+1)*dim]
}
