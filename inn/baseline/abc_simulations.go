package baseline

import (
	"runtime"
	"slices"
	"sync"

	"gonum.org/v1/gonum/spatial/kdtree"

	"innlab/inn"
	"innlab/inn/net"
)

// The simulations of abc. Number i is a function of the seed and i alone, whoever makes it and when. They stand in chunks
// that are only ever added to: what is frozen shares them with what goes on.

// chunkRows is the number of simulations in a chunk.
const chunkRows = 1 << 14

// chunk is simulations side by side.
type chunk struct {
	x []float64 // chunkRows×DimX
	y []float32 // chunkRows×DimY, scaled

	grow sync.Once
	tree *kdtree.Tree // of this and the next chunks, treeChunks of them
}

// simulations are the numbers from (a multiple of chunkRows) up to known.
type simulations struct {
	problem  *inn.Problem
	dims     inn.Dims
	seed     uint64
	workers  int
	remember int
	scale    net.Scaling // of y

	from, known int
	chunks      []*chunk
}

// begin makes the first n and measures the spread of y on them. Labels are not scaled.
func (s *simulations) begin(n int) {
	s.dims = s.problem.Dims()
	x, y := s.draw(0, n)
	s.scale = net.Unscaled(s.dims.Y)
	if s.dims.Labels == 0 {
		s.scale = net.Measured(y, s.dims.Y)
	}
	s.put(x, y)
}

// window is the first number that is remembered of n: chunks are forgotten as a whole.
func (s *simulations) window(n int) int {
	if n <= s.remember {
		return 0
	}
	return (n - s.remember + chunkRows - 1) / chunkRows * chunkRows
}

// seek sees to it that what is remembered of n is there, and forgets what came before.
func (s *simulations) seek(n int) {
	from := s.window(n)
	if from < s.from || from > s.known { // gone, or far ahead
		s.from, s.known, s.chunks = from, from, nil
	}
	s.chunks = slices.Clone(s.chunks[(from-s.from)/chunkRows:])
	s.from = from
	for s.known < n {
		s.put(s.draw(s.known, min(n, s.known+chunkRows)))
	}
}

// draw makes the simulations a up to b, several at a time.
func (s *simulations) draw(a, b int) (x, y []float64) {
	p, n := s.problem, b-a
	x, y = make([]float64, n*p.DimX), make([]float64, n*p.DimY)
	workers := s.workers
	if workers == 0 {
		workers = runtime.NumCPU()
	}
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			source := net.NewSource()
			from, to := net.Share(n, w, workers)
			for i := from; i < to; i++ {
				r := source.At(s.seed, net.ForData, a+i, 0)
				xi, yi := x[i*p.DimX:(i+1)*p.DimX], y[i*p.DimY:(i+1)*p.DimY]
				if t := p.Table; t != nil {
					t.Row((a+i)%t.N, r, xi, yi)
				} else {
					p.Pair(r, xi, yi)
				}
			}
		})
	}
	wait.Wait()
	return x, y
}

// put adds simulations behind those known.
func (s *simulations) put(x, y []float64) {
	dx, dy := s.dims.X, s.dims.Y
	for i := range len(x) / dx {
		c, at := s.next()
		copy(c.x[at*dx:(at+1)*dx], x[i*dx:])
		s.scale.In(y[i*dy:(i+1)*dy], c.y[at*dy:(at+1)*dy])
	}
}

// fill adds simulations whose y is scaled.
func (s *simulations) fill(x []float64, y []float32) {
	dx, dy := s.dims.X, s.dims.Y
	for i := range len(x) / dx {
		c, at := s.next()
		copy(c.x[at*dx:(at+1)*dx], x[i*dx:])
		copy(c.y[at*dy:(at+1)*dy], y[i*dy:])
	}
}

// next is the place of the next simulation.
func (s *simulations) next() (c *chunk, at int) {
	i := s.known - s.from
	s.known++
	if i/chunkRows == len(s.chunks) {
		s.chunks = append(s.chunks, &chunk{
			x: make([]float64, chunkRows*s.dims.X), y: make([]float32, chunkRows*s.dims.Y),
		})
	}
	return s.chunks[i/chunkRows], i % chunkRows
}

// view is n simulations that do not change any more.
type view struct {
	chunks []*chunk
	first  int // the number of the first chunk
	n      int
}

// view are the simulations from (a multiple of chunkRows) up to n.
func (s *simulations) view(from, n int) view {
	first := (from - s.from) / chunkRows
	last := first + (n-from+chunkRows-1)/chunkRows
	return view{slices.Clone(s.chunks[first:last]), from / chunkRows, n - from}
}

// rows is how many of chunk i count.
func (v *view) rows(i int) int { return min(chunkRows, v.n-i*chunkRows) }

// x is that of a simulation.
func (v *view) x(i, dim int) []float64 {
	at := i % chunkRows * dim
	return v.chunks[i/chunkRows].x[at : at+dim]
}
