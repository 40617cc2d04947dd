package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strconv"
	"time"

	"innlab/app/figure"
	"innlab/app/file"
	"innlab/inn"
	"innlab/scenes"
)

// What a training step costs as one size of the work grows: for choosing a network and a batch, and for seeing where
// the time goes. The losses of the comparison between samples grow with the square of the batch unless each sample
// meets a fixed number of others, everything else in proportion.

// growthAxis is one size that grows.
type growthAxis struct {
	name  string
	sizes []int
	set   func(c *inn.Config, size int)
}

var growthAxes = []growthAxis{
	{"batch", []int{100, 200, 400, 800, 1600, 3200, 6400, 12800}, func(c *inn.Config, n int) { c.Batch = n }},
	{"batch, pairs=400", []int{800, 1600, 3200, 6400, 12800}, func(c *inn.Config, n int) { c.Batch, c.Pairs = n, 400 }},
	{"width", []int{4, 8, 16, 32, 64}, func(c *inn.Config, n int) { c.Width = n }},
	{"blocks", []int{1, 2, 4, 8, 16, 32}, func(c *inn.Config, n int) { c.Blocks = n }},
}

// growthTime is how long each size is measured.
const growthTime = time.Second

// growthProblem is small enough for the narrowest network: two numbers, seen through noise.
func growthProblem() *inn.Problem {
	return &inn.Problem{
		DimX: 2, DimY: 2,
		Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = r.NormFloat64(), r.NormFloat64() },
		Simulate: func(r *rand.Rand, x, y []float64) {
			copy(y, x)
			if r != nil {
				y[0] += 0.1 * r.NormFloat64()
				y[1] += 0.1 * r.NormFloat64()
			}
		},
	}
}

// growthPreset is the preset named paper of the first scene: 8 blocks of width 16, 512 hidden units, a batch of 1600.
func growthPreset() inn.Config {
	for _, p := range scenes.All[0].Setups[0].Presets {
		if p.Name == "paper" {
			return p.Config
		}
	}
	panic("the first scene has no preset paper")
}

// growth measures the axes; each size has its steps timed for so long.
func growth(each time.Duration, axes []growthAxis) (*figure.Growth, error) {
	p, live := growthProblem(), scenes.All[0].Setups[0].Presets[0].Live
	live.Rate = 1e-4
	g := new(figure.Growth)
	for _, axis := range axes {
		s := figure.GrowthSeries{Name: axis.name}
		for _, size := range axis.sizes {
			c := growthPreset()
			axis.set(&c, size)
			before := heap()
			m, err := inn.New(p, c, live)
			if err != nil {
				return nil, err
			}
			bytes := heap() - before
			var failed error
			t := seconds(each, func() {
				if err := m.Step(); err != nil {
					failed = err
				}
			})
			if failed != nil {
				return nil, failed
			}
			s.At, s.Seconds, s.Bytes = append(s.At, float64(size)), append(s.Seconds, t), append(s.Bytes, bytes)
		}
		g.Series = append(g.Series, s)
	}
	return g, nil
}

// growthBench prints the table, and draws it where a path is given.
func growthBench(s streams, path string, asJSON bool) error {
	if path != "" {
		if err := figure.CheckPath(path); err != nil {
			return usageError{err}
		}
		if err := file.Probe(path); err != nil {
			return err
		}
	}
	g, err := growth(growthTime, growthAxes)
	if err != nil {
		return err
	}
	if path != "" {
		if err := figure.Write(path, g, figure.Options{}); err != nil {
			return err
		}
	}
	if asJSON {
		return writeJSON(s.out, g)
	}
	return writeGrowth(s.out, g)
}

// heap is the memory in use, in bytes.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what pools hold goes only now
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// writeGrowth prints the table.
func writeGrowth(w io.Writer, g *figure.Growth) error {
	t := table(w)
	fmt.Fprintln(t, "size\tms per step\tMB")
	for _, s := range g.Series {
		for i, v := range s.At {
			fmt.Fprintf(t, "%s %s\t%.3g\t%.3g\n", s.Name, strconv.Itoa(int(v)), 1e3*s.Seconds[i], s.Bytes[i]/1e6)
		}
	}
	return t.Flush()
}
