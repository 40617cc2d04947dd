package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"time"

	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/inn/kernel"
	"innlab/inn/metric"
	"innlab/scenes"
)

var benchCommand = command{
	name: "bench",
	does: "speed on this machine",
	more: "Takes about ten seconds; other work on the machine shows in the numbers.",
	declare: func(f *flags) action {
		asJSON := f.toggle("json", "print one JSON object")
		grow := f.toggle("growth", "time and memory of a step as batch, width and blocks grow, in half a minute")
		out := f.text("o", "FILE", "with -growth: the same as a plot, .png, .svg or .pdf")
		return func(s streams, _ string) error {
			if *grow {
				return growthBench(s, *out, *asJSON)
			}
			if *out != "" {
				return usagef("-o belongs to -growth: only that can be drawn")
			}
			b, err := bench(benchTime)
			if err != nil {
				return err
			}
			if *asJSON {
				return writeJSON(s.out, b)
			}
			fmt.Fprintf(s.out, "%d processors, %s, %s kernels\n\n", b.Processors, b.Platform, b.Kernels)
			t := table(s.out)
			for _, v := range b.Figures {
				fmt.Fprintf(t, "%s\t%.4g %s\t%s\n", v.Name, float64(v.Value), v.Unit, v.Means)
			}
			return t.Flush()
		}
	},
}

type (
	// benchmark is what bench prints.
	benchmark struct {
		Platform   string        `json:"platform"`
		Processors int           `json:"processors"`
		Kernels    string        `json:"kernels"`
		Figures    []benchFigure `json:"figures"`
	}
	// benchFigure is one measured speed.
	benchFigure struct {
		Name  string `json:"name"`
		Value number `json:"value"`
		Unit  string `json:"unit"`
		Means string `json:"means"`
	}
)

// benchTime is how long each speed is measured.
const benchTime = 2 * time.Second

// bench measures training and sampling with the presets of the first scene's second set-up, the one of the ablation.
// Each speed is measured for the time given.
func bench(each time.Duration) (*benchmark, error) {
	b := &benchmark{
		Platform: runtime.GOOS + "/" + runtime.GOARCH, Processors: runtime.NumCPU(), Kernels: kernel.Best.Name,
	}
	_, setup, err := findSetup("modes", "some")
	if err != nil {
		return nil, err
	}
	for _, preset := range setup.Presets {
		kind, err := baseline.Find(preset.By())
		if err != nil {
			return nil, err
		}
		m, err := kind.New(&setup.Problem, preset.Config, preset.Live)
		if err != nil {
			return nil, err
		}
		name, words := "train_"+preset.Name, "preset "+preset.Name
		if first := setup.Presets[0].By(); kind.Name != first {
			name, words = "train_"+kind.Name, kind.Title
		}
		var failed error
		t := seconds(each, func() {
			if err := m.Step(); err != nil {
				failed = err
			}
		})
		if failed != nil {
			return nil, failed
		}
		b.add(name, 1/t, "steps/s", "training, "+words+" of modes some")
		if len(b.Figures) == 1 {
			b.sampling(each, setup, m)
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	x, y := make([]float64, 2*2000), make([]float64, 2*2000)
	for i := range x {
		x[i], y[i] = r.NormFloat64(), r.NormFloat64()
	}
	b.add("mmd", 1e3*seconds(each, func() { metric.MMD2(x, y, 2, setup.Kernels) }), "ms", "posterior error, 2000 against 2000")
	return b, nil
}

// sampling measures the answers of a network.
func (b *benchmark) sampling(each time.Duration, s *scenes.Setup, m inn.Method) {
	const n = 2000
	model := m.Freeze()
	x := make([]float64, n*s.Problem.DimX)
	r := rand.New(rand.NewPCG(1, 2))
	t := seconds(each, func() { model.Sample(r, s.Start, x) })
	b.add("answer", 1e3*t, "ms", "posterior of one y, 2000 samples")
	b.add("sample", n/t, "samples/s", "posterior samples")
}

func (b *benchmark) add(name string, v float64, unit, means string) {
	b.Figures = append(b.Figures, benchFigure{name, number(v), unit, means})
}

// seconds returns the median time of one call over the time given and at least three calls, after one that warms up.
func seconds(each time.Duration, f func()) float64 {
	f()
	var times []float64
	for begin := time.Now(); time.Since(begin) < each || len(times) < 3; {
		t := time.Now()
		f()
		times = append(times, time.Since(t).Seconds())
	}
	slices.Sort(times)
	return times[len(times)/2]
}
