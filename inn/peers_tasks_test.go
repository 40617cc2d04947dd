package inn

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"innlab/inn/kernel"
	"innlab/inn/net"
)

// The work that is compared with PyTorch, see peers_test.go. Each task is written into a file with everything the other
// side needs to do exactly the same, and with our results for it to check against.

// peerTask is one piece of work: a file for the other side, and our side with so many workers and these kernels.
type peerTask struct {
	name, kind string
	save       func(t testing.TB) *safetensors
	ours       func(t testing.TB, workers int) func()
}

func peerTasks() []peerTask {
	deep := func() (Config, Live) {
		c, l := notebookConfig()
		c.Hidden = []int{128, 128}
		return c, l
	}
	return []peerTask{
		stepTask("training step, notebook network", notebookConfig),
		stepTask("training step, subnets 128×128", deep),
		stepTask("training step, small preset", toyConfig),
		mmdTask(),
		sampleTask(),
	}
}

// write puts the task's file into a folder.
func (p *peerTask) write(t testing.TB, dir string) string {
	path := filepath.Join(dir, strings.NewReplacer(" ", "-", ",", "", "×", "x").Replace(p.name)+".safetensors")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	s := p.save(t)
	s.meta["kind"] = p.kind
	if err := s.write(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// stepTask is a whole training step: three runs, four losses, their gradient, Adam.
func stepTask(name string, preset func() (Config, Live)) peerTask {
	return peerTask{name: name, kind: "step",
		save: func(t testing.TB) *safetensors {
			c, l := preset()
			m := train(t, eight(), c, l, 2)
			return m.task(half(t, m))
		},
		ours: func(t testing.TB, workers int) func() {
			c, l := preset()
			c.Workers = workers
			m := train(t, eight(), c, l, 3)
			return func() { steps(t, m, 1) }
		},
	}
}

// task describes the step under way, whose gradient is g.
func (t *INN) task(g []float64) *safetensors {
	c, l, f, b := &t.config, &t.live, t.flow, t.batch
	shapeY := 0.0
	if LossXForm(c, l) == ShapeJoint {
		shapeY = c.ShapeY
	}
	var weights []float64
	for i := range Losses {
		weights = append(weights, float64(t.weight(i)))
	}
	s := &safetensors{meta: map[string]string{
		"width": text(c.Width), "blocks": text(c.Blocks), "hidden": array(c.Hidden), "batch": text(c.Batch),
		"dimx": text(f.dimX), "dimy": text(f.dimY), "dimz": text(f.dimZ),
		"bands": array(t.mmdZ.h2), "weights": array(weights), "shapey": text(shapeY),
		"fitpadding": text(c.FitPadding), "reczgrad": text(c.RecZGrad), "recpadding": text(c.RecPadding),
		"rate": text(l.Rate), "beta1": text(c.Beta1), "beta2": text(c.Beta2), "eps": text(c.Eps),
		"decay": text(c.Decay), "clip": text(c.Clip),
	}}
	s.network(f, t.params)
	g32 := make([]float32, len(g))
	narrow(g, g32)
	s.layers("g", f, g32)
	forward, sample, rec := t.passes[passForward], t.passes[passSample], t.passes[passRec]
	s.rows("forward", forward.x, c.Batch, 0, f.width)
	s.rows("want", func(i int) []float32 { return net.Part(b.want, i, f.width) }, c.Batch, 0, f.width)
	s.rows("sample", sample.y, c.Batch, 0, f.width)
	s.rows("rec", rec.y, c.Batch, 0, f.width)
	s.rows("predicted", forward.y, c.Batch, 0, f.dimZ)
	if c.Cross > 0 {
		s.add("crossx", b.crossX, c.Cross*c.Batch, f.dimX)
		s.add("crossy", b.crossY, c.Cross*c.Batch, f.dimY)
	} else {
		s.rows("crossx", forward.x, c.Batch, 0, f.dimX)
		s.rows("crossy", sample.y, c.Batch, f.width-f.dimY, f.width)
	}
	s.add("losses", t.values, NumLosses)
	return s
}

// network adds weights and permutations.
func (s *safetensors) network(f *flow, params []float32) {
	s.layers("w", f, params)
	var perms []int32
	for i := range f.blocks {
		perms = append(perms, f.blocks[i].mix.Perm...)
	}
	s.add("perms", perms, len(f.blocks), f.width)
}

// layers adds numbers that belong to parameters: matrices of outputs × inputs and biases in turn.
func (s *safetensors) layers(name string, f *flow, params []float32) {
	for b := range f.blocks {
		for n, sub := range []*net.Perceptron{&f.blocks[b].sub1, &f.blocks[b].sub2} {
			for i, l := range sub.Layers {
				var weights, biases []float32
				for o := range l.Out {
					for in := range l.In {
						weights = append(weights, params[l.Place(o, in)])
					}
					biases = append(biases, params[l.Place(o, l.In)])
				}
				place := fmt.Sprintf("%s.%d.%d.", name, b, n+1)
				s.add(place+strconv.Itoa(2*i), weights, l.Out, l.In)
				s.add(place+strconv.Itoa(2*i+1), biases, l.Out)
			}
		}
	}
}

// rows adds columns [from, to) of n rows that stand in panels.
func (s *safetensors) rows(name string, panel func(i int) []float32, n, from, to int) {
	var all []float32
	row := make([]float32, to-from)
	for i := range n {
		net.GetRow(panel(i / net.Lanes)[from*net.Lanes:], i%net.Lanes, row)
		all = append(all, row...)
	}
	s.add(name, all, n, to-from)
}

func (s *safetensors) add(name string, data any, shape ...int) {
	s.tensors = append(s.tensors, Tensor{name, shape, data})
}

// text and array write metadata as JSON.
func text(v any) string { return fmt.Sprint(v) }

func array[T any](v []T) string { return strings.ReplaceAll(fmt.Sprint(v), " ", ",") }

// mmdTask is value and gradient of one MMD of the size that the notebook's L_z has.
func mmdTask() peerTask {
	const n, dim = 1600, 10
	bands := []float64{0.05, 0.2, 0.9}
	r := rand.New(rand.NewPCG(5, 6))
	a, b := make([]float32, n*dim), make([]float32, n*dim)
	for i := range a {
		a[i], b[i] = float32(r.NormFloat64()), float32(0.2+r.NormFloat64())
	}
	run := func(d *mmd, scratch []*mmdScratch) (value float64) {
		for i := range n {
			d.a.set(i, net.Row(a, i, dim))
			d.b.set(i, net.Row(b, i, dim))
		}
		values := make([]float64, len(scratch))
		together(len(scratch), func(w int) {
			from, to := net.Share(n/net.Lanes, w, len(scratch))
			values[w] = d.run(from*net.Lanes, to*net.Lanes, scratch[w])
		})
		for _, v := range values {
			value += v
		}
		return value
	}
	ready := func(workers int) (*mmd, []*mmdScratch) {
		k := kernel.Best
		d := newMMD(&k, n, n, dim, bands, false, 0, 0, 0)
		var scratch []*mmdScratch
		for range workers {
			scratch = append(scratch, newMMDScratch(dim, 0, nil))
		}
		return d, scratch
	}
	return peerTask{name: "MMD with gradient, 1600 rows of 10", kind: "mmd",
		save: func(testing.TB) *safetensors {
			d, scratch := ready(1)
			s := &safetensors{meta: map[string]string{"bands": array(d.h2)}}
			s.add("value", []float64{run(d, scratch)}, 1)
			var g []float32
			for i := range n {
				g = append(g, d.grad[i*d.a.ld:][:dim]...)
			}
			s.add("gradient", g, n, dim)
			s.add("a", a, n, dim)
			s.add("b", b, n, dim)
			return s
		},
		ours: func(_ testing.TB, workers int) func() {
			d, scratch := ready(workers)
			return func() { run(d, scratch) }
		},
	}
}

// sampleTask draws samples of one y from the notebook's network.
func sampleTask() peerTask {
	const n, checked = 10_000, 500
	y := []float64{0, 1, 0, 0, 0, 0, 0, 0}
	trained := func(t testing.TB) *Model {
		c, l := notebookConfig()
		return train(t, eight(), c, l, 3).Model()
	}
	return peerTask{name: "10 000 posterior samples, notebook network", kind: "sample",
		save: func(t testing.TB) *safetensors {
			m := trained(t)
			f := m.flow
			s := &safetensors{meta: map[string]string{
				"width": text(f.width), "blocks": text(len(f.blocks)), "dimz": text(f.dimZ), "samples": text(n),
			}}
			s.network(f, m.params)
			r := rand.New(rand.NewPCG(7, 8))
			z, x := make([]float64, checked*f.dimZ), make([]float64, checked*f.dimX)
			for i := range z {
				z[i] = r.NormFloat64()
			}
			m.Inverse(y, z, x)
			z32, x32, y32 := make([]float32, len(z)), make([]float32, len(x)), make([]float32, len(y))
			narrow(z, z32)
			narrow(x, x32)
			narrow(y, y32)
			s.add("z", z32, checked, f.dimZ)
			s.add("x", x32, checked, f.dimX)
			s.add("y", y32, len(y))
			return s
		},
		ours: func(t testing.TB, workers int) func() {
			m := trained(t)
			x := make([]float64, n*m.DimX())
			return func() {
				together(workers, func(w int) {
					from, to := net.Share(n, w, workers)
					m.Sample(rand.New(rand.NewPCG(9, uint64(w))), y, x[from*m.DimX():to*m.DimX()])
				})
			}
		},
	}
}

// together runs f for each worker, the first on the caller's goroutine.
func together(workers int, f func(w int)) {
	var wait sync.WaitGroup
	for w := 1; w < workers; w++ {
		wait.Go(func() { f(w) })
	}
	f(0)
	wait.Wait()
}
