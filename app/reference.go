package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/stat"

	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
)

// What the benchmark for simulation-based inference asks of a method: C2ST to its reference posteriors after training on
// a fixed number of simulations.

var referenceCommand = command{
	name: "reference", operand: "FOLDER",
	does: "judge a method by the reference posteriors of sbibm",
	more: "FOLDER holds TASK/OBSERVATION/observation.csv and reference_posterior_samples.csv.bz2 as in sbibm's files. Each preset " +
		"trains once per number of simulations and seed and answers all observations with as many samples as there are reference " +
		"samples. Beside each C2ST stands its standard error over the five folds; the rows \"exact\" are what fresh exact samples " +
		"score. GFLOP counts six operations for each weight and row of a training, seconds are those of the training alone.",
	declare: func(f *flags) action {
		j := new(referenceJob)
		tasks := f.text("scenes", "LIST", "scenes (default two-moons,gaussian-mixture,slcp,gaussian-linear)")
		method := f.text("method", "NAME", "method (default cinn)")
		sims := f.text("sims", "LIST", "numbers of simulations (default 10000,100000)")
		first := f.seed("of the first training (default 1)")
		seeds := f.whole("seeds", 1, 1, 20, "trainings of each, with seeds that follow each other (default 1)")
		observations := f.whole("observations", 5, 1, 10, "observations 1 to N (default 5)")
		definition := f.toggle("definition", "also where it takes a minute, from six dimensions on, C2ST as the benchmark defines it, beside the "+
			"form with early stopping")
		workers := f.whole("workers", 0, 1, inn.MaxWorkers, "goroutines of a step (default: one per processor)")
		out := f.text("o", "NAME", "also write NAME.md, and NAME.csv with a row for each observation")
		return func(s streams, folder string) error {
			if folder == "" {
				return usagef("say in which folder the reference posteriors are: innlab reference FOLDER")
			}
			j.streams, j.folder, j.definition, j.workers = s, folder, *definition, *workers
			j.observations, j.method = *observations, *method
			if j.method == "" {
				j.method = "cinn"
			}
			if err := checkMethod(j.method); err != nil {
				return err
			}
			if *tasks == "" {
				*tasks = "two-moons,gaussian-mixture,slcp,gaussian-linear"
			}
			if *sims == "" {
				*sims = "10000,100000"
			}
			for _, word := range strings.Split(*sims, ",") {
				n, err := strconv.Atoi(strings.TrimSpace(word))
				if err != nil || n < 100 || n > most {
					return usagef("-sims must be whole numbers from 100 up with commas between them, not %q", *sims)
				}
				j.sims = append(j.sims, n)
			}
			for i := range *seeds {
				j.seeds = append(j.seeds, *first+uint64(i))
			}
			ctx, stop := interruptible()
			defer stop()
			j.ctx = ctx
			return j.run(strings.Split(*tasks, ","), *out)
		}
	},
}

// referenceJob is one call of the command, with the rows made so far.
type referenceJob struct {
	streams
	ctx           context.Context
	folder        string
	method        string
	sims          []int
	seeds         []uint64
	observations  int
	definition    bool
	workers       int
	markdown, csv [][]string
}

// run judges scene after scene; a row is printed as soon as it is known.
func (j *referenceJob) run(names []string, out string) error {
	for _, name := range names {
		if _, ok := referenceTasks[name]; !ok {
			var have []string
			for n := range referenceTasks {
				have = append(have, n)
			}
			slices.Sort(have)
			return usageError{unknown("scene", name, have)}
		}
	}
	head := []string{"scene", "simulations", "seed", "C2ST"}
	for o := range j.observations {
		head = append(head, fmt.Sprint(o+1))
	}
	j.row(append(head, "mean", "seconds", "threads", "GFLOP"))
	j.csv = [][]string{{"scene", "method", "simulations", "seed", "classifier", "observation", "c2st", "c2st_error", "seconds", "threads", "gflop"}}
	for _, name := range names {
		if err := j.scene(name); err != nil {
			return err
		}
	}
	if out == "" {
		return nil
	}
	if err := write(out+".csv", j.streams, func(w io.Writer) error { return csv.NewWriter(w).WriteAll(j.csv) }); err != nil {
		return err
	}
	return write(out+".md", j.streams, func(w io.Writer) error {
		for i, r := range j.markdown {
			markdownRow(w, r, i == 0)
		}
		return nil
	})
}

// row keeps and prints a row of the table.
func (j *referenceJob) row(r []string) {
	markdownRow(j.out, r, len(j.markdown) == 0)
	j.markdown = append(j.markdown, r)
}

// scene judges exact samples, then each training.
func (j *referenceJob) scene(name string) error {
	_, setup, err := findSetup(name, "")
	if err != nil {
		return err
	}
	var refs []reference
	for o := range j.observations {
		r, err := readReference(j.folder, name, setup, o+1)
		if err != nil {
			return err
		}
		refs = append(refs, r)
	}
	if setup.Exact != nil {
		draw := func(r *rand.Rand, y, x []float64) error { return setup.Exact(r, y, x) }
		if err := j.judge(name, setup, refs, draw, []string{"exact", ""}, nil); err != nil {
			return err
		}
	}
	for _, n := range j.sims {
		for _, seed := range j.seeds {
			m, cost, err := j.train(name, setup, n, seed)
			if err != nil {
				return fmt.Errorf("%s, %d simulations, seed %d: %w", name, n, seed, err)
			}
			draw := func(r *rand.Rand, y, x []float64) error {
				m.Sample(r, y, x)
				return finite(x, y)
			}
			if err := j.judge(name, setup, refs, draw, []string{fmt.Sprint(n), fmt.Sprint(seed)}, cost); err != nil {
				return err
			}
		}
	}
	return nil
}

// train trains the preset for n simulations drawn once; cost is its seconds, threads and GFLOP.
func (j *referenceJob) train(name string, setup *scenes.Setup, n int, seed uint64) (m inn.Estimator, cost []string, err error) {
	preset, kind, err := session.Preset(setup, j.method, "")
	if err != nil {
		return nil, nil, err
	}
	c, l := preset.For(n)
	c.Seed, c.Workers = seed, j.workers
	problem, err := tableProblem(j.ctx, j.streams, setup, n, seed)
	if err != nil {
		return nil, nil, err
	}
	method, err := kind.New(&problem, c, l)
	if err != nil {
		return nil, nil, err
	}
	show := newProgress(j.err, fmt.Sprintf("%s, %d simulations, seed %d", name, n, seed))
	defer show.done()
	o, err := fit(j.ctx, method, budget{steps: c.Steps}, show.watch)
	if err == nil && o.interrupted {
		err = errInterrupted
	}
	if err != nil {
		return nil, nil, err
	}
	gflop := 6e-9 * float64(len(method.State().Params)) * float64(c.Batch) * float64(o.steps)
	threads := j.workers
	if threads == 0 {
		threads = runtime.NumCPU()
	}
	return method.Freeze(), []string{fmt.Sprintf("%.1f", o.elapsed.Seconds()), fmt.Sprint(threads), fmt.Sprintf("%.0f", gflop)}, nil
}

// judge adds a row for each classifier: samples that draw makes against the reference at every observation.
func (j *referenceJob) judge(name string, s *scenes.Setup, refs []reference, draw func(r *rand.Rand, y, x []float64) error,
	of, cost []string) error {
	if cost == nil {
		cost = make([]string, 3)
	}
	for _, by := range classifiers(s.Problem.DimX, j.definition) {
		show := newProgress(j.err, strings.TrimSpace(fmt.Sprintf("%s %s, C2ST", name, of[0])))
		row := append(append([]string{name}, of...), by.String())
		var all []float64
		for o, ref := range refs {
			show.part(o, len(refs), "observation")
			x := make([]float64, len(ref.x))
			if err := draw(rand.New(rand.NewPCG(1, uint64(o))), ref.y, x); err != nil {
				return fmt.Errorf("%s, observation %d: %w", name, o+1, err)
			}
			v, e, ok := by.C2ST(ref.x, x, s.Problem.DimX, 1, func() bool { return j.ctx.Err() != nil })
			if !ok {
				show.done()
				return errInterrupted
			}
			all = append(all, v)
			row = append(row, fmt.Sprintf("%.3f ± %.3f", v, e))
			j.csv = append(j.csv, slices.Concat([]string{name, j.method}, of,
				[]string{by.String(), fmt.Sprint(o + 1), fmt.Sprintf("%.4f", v), fmt.Sprintf("%.4f", e)}, cost))
		}
		show.done()
		j.row(slices.Concat(row, []string{fmt.Sprintf("%.3f", stat.Mean(all, nil))}, cost))
	}
	return nil
}

// markdownRow writes a row of a table; a head gets the line below it.
func markdownRow(w io.Writer, r []string, head bool) {
	fmt.Fprintf(w, "| %s |\n", strings.Join(r, " | "))
	if head {
		fmt.Fprintln(w, "|"+strings.Repeat(" --- |", len(r)))
	}
}
