package inn

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"innlab/inn/kernel"
	"innlab/inn/net"
	"innlab/inn/peers"
)

// The work that is compared with PyTorch, see package peers. Each task is written into a file with everything the other
// side needs to do exactly the same, and with our results for it to check against.

// BenchmarkPeers prints the comparison.
func BenchmarkPeers(b *testing.B) {
	deep := func() (Config, Live) {
		c, l := notebookConfig()
		c.Hidden = []int{128, 128}
		return c, l
	}
	tasks := []peers.Task{
		stepTask("training step, notebook network", notebookConfig),
		stepTask("the same without MMD: L_y and reconstruction", func() (Config, Live) {
			c, l := notebookConfig()
			l.Loss[LossZ].On, l.Loss[LossX].On = false, false
			return c, l
		}),
		stepTask("training step, subnets 128×128", deep),
		mmdTask(),
		sampleTask(),
	}
	for _, setup := range []string{"all", "some", "none"} {
		c, l := presetOf(b, setup)
		task := stepTask("training step, eight modes, "+setup, func() (Config, Live) { return c, l })
		task.Repeat = c.Steps
		task.Program = []string{"train", "-scene", "modes", "-setup", setup, "-workers", "2"}
		tasks = append(tasks, task)
	}
	peers.Run(b, "peers", tasks)
}

// presetOf is the preset of the eight modes with which the network that comes along was trained.
func presetOf(t testing.TB, setup string) (Config, Live) {
	f, err := os.Open("../assets/models/modes-" + setup + ".innlab")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := Load(f, []Kind{Invertible})
	if err != nil {
		t.Fatal(err)
	}
	return c.Config, c.Live
}

// save is the part of a task that writes its file.
func save(kind string, make func(t testing.TB) *safetensors) func(b *testing.B, path string) {
	return func(b *testing.B, path string) {
		s := make(b)
		s.meta["kind"] = kind
		f, err := os.Create(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(s.write(f), f.Close()); err != nil {
			b.Fatal(err)
		}
	}
}

// stepTask is a whole training step: the runs of the losses that are on, those losses, their gradient, Adam. In the steps
// that count no loss is measured that is off.
func stepTask(name string, preset func() (Config, Live)) peers.Task {
	started := func(t testing.TB, workers int) *INN {
		c, l := preset()
		c.Workers = workers
		return train(t, eight(), c, l, 3)
	}
	c, l := preset()
	runs := 1 // forward
	for _, i := range []int{LossX, LossRec} {
		if l.Loss[i].On {
			runs++
		}
	}
	flops := newFlow(2, 8, &c).flops(c.Batch) * float64(runs) / float64(numPasses)
	return peers.Task{Name: name, Kind: "step", GFLOP: flops / 1e9,
		Save: save("step", func(t testing.TB) *safetensors {
			m := started(t, 1)
			return m.task(half(t, m))
		}),
		Ours: func(b *testing.B, workers int) func() {
			m := started(b, workers)
			return func() {
				m.step = 3 // measureEvery does not divide it
				steps(b, m, 1)
			}
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
	for _, i := range Paper {
		weights = append(weights, float64(t.weight(i))) // 0 where it is off
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
	values := slices.Clone(t.values[:len(Paper)]) // they come first
	for i := range values {
		if !t.on[i] {
			values[i] = 0
		}
	}
	s.add("losses", values, len(values))
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
				weights, biases := l.Matrix(params)
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
func mmdTask() peers.Task {
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
		peers.Together(len(scratch), func(w int) {
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
	return peers.Task{Name: "MMD with gradient, 1600 rows of 10", Kind: "mmd",
		Save: save("mmd", func(testing.TB) *safetensors {
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
		}),
		Ours: func(_ *testing.B, workers int) func() {
			d, scratch := ready(workers)
			return func() { run(d, scratch) }
		},
	}
}

// sampleTask draws samples of one y from the notebook's network.
func sampleTask() peers.Task {
	const n, checked = 10_000, 500
	y := []float64{0, 1, 0, 0, 0, 0, 0, 0}
	trained := func(t testing.TB) *Model {
		c, l := notebookConfig()
		return train(t, eight(), c, l, 3).Model()
	}
	return peers.Task{Name: "10 000 posterior samples, notebook network", Kind: "sample",
		Save: save("sample", func(t testing.TB) *safetensors {
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
		}),
		Ours: func(t *testing.B, workers int) func() {
			m := trained(t)
			x := make([]float64, n*m.DimX())
			return func() {
				peers.Together(workers, func(w int) {
					from, to := net.Share(n, w, workers)
					m.Sample(rand.New(rand.NewPCG(9, uint64(w))), y, x[from*m.DimX():to*m.DimX()])
				})
			}
		},
	}
}
