// Package peers compares the speed of our side with PyTorch's (make bench-peers). Both do the same work in turn, in one
// run on one machine; every form of the PyTorch side is printed, and its fastest counts. It serves benchmarks alone.
package peers

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"innlab/inn/kernel"
)

const (
	rounds      = 7   // how often every form has its turn
	turnSeconds = 0.4 // how long a turn is, at least

	// bound is how far relative results may differ. Squared distances by a product are off by some 2⁻²⁴ of the rows'
	// squared lengths, 1e-6, on both sides; that is 5e-4 of the smallest squared bandwidth.
	bound = 2e-3
)

// Task is one piece of work: a file for the other side, and our side with so many workers and the kernels of the moment.
type Task struct {
	Name, Kind string
	// Save writes the file with everything that the other side needs to do exactly the same, and with our results to
	// check against.
	Save func(b *testing.B, path string)
	Ours func(b *testing.B, workers int) func()
	// GFLOP are those of the linear layers in a run of the work; 0 where they say nothing.
	GFLOP float64
	// Program, if not empty, are arguments of the program that do the work Repeat times, to be timed as a whole process
	// with two workers beside one of the other side.
	Program []string
	Repeat  int
}

// Run prints a table for each task. INNLAB_PEERS names a Python that has PyTorch and FrEIA, without it nothing is done;
// INNLAB_PROGRAM names the program for whole processes. peer.py stands in folder.
func Run(b *testing.B, folder string, tasks []Task) {
	python := os.Getenv("INNLAB_PEERS")
	if python == "" {
		b.Skip("make bench-peers runs this")
	}
	script := filepath.Join(folder, "peer.py")
	all := []*peer{
		start(b, python, script, peer{name: "1 thread", threads: 1}),
		start(b, python, script, peer{name: "2 threads", threads: 2}),
		start(b, python, script, peer{name: "2 threads, passive", threads: 2, env: "OMP_WAIT_POLICY=passive"}),
	}
	about := all[0].ask(b, map[string]any{"do": "about"})
	fmt.Printf("%s, %d processors; PyTorch %s. Milliseconds: median (fastest) of %d turns.\n",
		processor(), runtime.NumCPU(), about.Torch, rounds)
	dir := b.TempDir()
	for _, task := range tasks {
		b.Run(task.Name, func(b *testing.B) {
			path := filepath.Join(dir, strings.NewReplacer(" ", "-", ",", "", "×", "x").Replace(task.Name)+".safetensors")
			task.Save(b, path)
			same := all[0].ask(b, map[string]any{"do": "check", "task": path})
			if same.Error != "" || !(same.Loss <= bound && same.Gradient <= bound) {
				b.Fatalf("the two sides do not compute the same: %+v", same)
			}
			fmt.Printf("\n\n%s (values agree to %.0e, gradients to %.0e)\n\n", task.Name, same.Loss, same.Gradient)
			c := compare(b, &task, path, all, about.Forms[task.Kind])
			c.print(task.GFLOP)
			if task.Program != nil {
				whole(b, &task, path, python, script, c.quickest(2))
			}
		})
	}
}

// peer is a Python process with so many threads.
type peer struct {
	name    string
	threads int
	env     string
	in      *json.Encoder
	out     *bufio.Scanner
	close   func()
}

func start(b *testing.B, python, script string, p peer) *peer {
	c := exec.Command(python, script, strconv.Itoa(p.threads))
	c.Env = append(os.Environ(), "OMP_NUM_THREADS="+strconv.Itoa(p.threads), p.env)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	p.close = sync.OnceFunc(func() {
		in.Close()
		c.Wait()
	})
	b.Cleanup(p.close)
	p.in, p.out = json.NewEncoder(in), bufio.NewScanner(out)
	return &p
}

// reply is what a peer answers.
type reply struct {
	Error          string
	Torch          string
	Forms          map[string][]string
	Loss, Gradient float64
	Seconds        float64
}

// ask sends a request and waits for the answer.
func (p *peer) ask(b *testing.B, request map[string]any) (r reply) {
	if err := p.in.Encode(request); err != nil {
		b.Fatal(err)
	}
	if !p.out.Scan() {
		b.Fatalf("the PyTorch side ended: %v", p.out.Err())
	}
	if err := json.Unmarshal(p.out.Bytes(), &r); err != nil {
		b.Fatalf("the PyTorch side answers %q: %v", p.out.Text(), err)
	}
	return r
}

// series are the times of one form with one number of threads.
type series struct {
	who, threads string
	kernels      *kernel.Table // of our side
	seconds      []float64
}

func (s *series) median() float64 {
	if len(s.seconds) == 0 {
		return math.Inf(1)
	}
	t := slices.Sorted(slices.Values(s.seconds))
	return t[len(t)/2]
}

// compare gives every form its turns.
func compare(b *testing.B, task *Task, path string, peers []*peer, forms []string) comparison {
	var all comparison
	best := kernel.Best
	defer func() { kernel.Best = best }()
	ours := map[*series]func(){}
	theirs := map[*series]func() (float64, string){}
	tables := kernel.Tables()
	if len(tables) > 1 {
		tables = tables[:len(tables)-1] // plain Go is for processors that have no other
	}
	for _, t := range tables {
		kernel.Best = *t
		for i, threads := range []string{"1 thread", "2 threads"} {
			s := &series{who: "innlab, " + t.Name, threads: threads, kernels: t}
			ours[s] = task.Ours(b, i+1)
			all = append(all, s)
		}
	}
	for _, form := range forms {
		for _, p := range peers {
			s := &series{who: "PyTorch, " + form, threads: p.name}
			theirs[s] = func() (float64, string) {
				r := p.ask(b, map[string]any{"do": "time", "task": path, "form": form, "seconds": turnSeconds})
				return r.Seconds, r.Error
			}
			theirs[s]() // warms up: compiles
			all = append(all, s)
		}
	}
	for range rounds {
		for _, s := range all {
			if run, ok := ours[s]; ok {
				s.seconds = append(s.seconds, perRun(run))
			} else if v, wrong := theirs[s](); wrong == "" {
				s.seconds = append(s.seconds, v)
			} else {
				fmt.Printf("%s, %s: %s\n", s.who, s.threads, wrong)
			}
		}
	}
	return all
}

// perRun returns seconds per run over a turn.
func perRun(run func()) float64 {
	for n, start := 1, time.Now(); ; n++ {
		run()
		if passed := time.Since(start).Seconds(); passed >= turnSeconds {
			return passed / float64(n)
		}
	}
}

// comparison is what one task took.
type comparison []*series

// fastest is the least median of PyTorch's forms with so many threads.
func (c comparison) fastest(threads string) float64 {
	least := math.Inf(1)
	for _, s := range c {
		if t, _, _ := strings.Cut(s.threads, ","); strings.HasPrefix(s.who, "PyTorch") && t == threads {
			least = min(least, s.median())
		}
	}
	return least
}

// quickest are the n forms of PyTorch that were fastest with two threads.
func (c comparison) quickest(n int) (forms []string) {
	for _, s := range slices.SortedFunc(slices.Values(c), func(a, b *series) int { return cmp.Compare(a.median(), b.median()) }) {
		if form, ok := strings.CutPrefix(s.who, "PyTorch, "); ok && s.threads == "2 threads" && len(forms) < n {
			forms = append(forms, form)
		}
	}
	return forms
}

// print writes the times as a table, how many times faster than PyTorch's fastest form each of ours is, and what share of
// the peak of its multiply-adds it uses.
func (c comparison) print(gflop float64) {
	fmt.Println("| | 1 thread | 2 threads | 2 threads, passive |")
	fmt.Println("| --- | --- | --- | --- |")
	var rows []string
	cells := map[string]map[string]*series{}
	for _, s := range c {
		if cells[s.who] == nil {
			rows, cells[s.who] = append(rows, s.who), map[string]*series{}
		}
		cells[s.who][s.threads] = s
	}
	for _, who := range rows {
		fmt.Printf("| %s ", who)
		for i, threads := range []string{"1 thread", "2 threads", "2 threads, passive"} {
			s, ok := cells[who][threads]
			if !ok || len(s.seconds) == 0 {
				fmt.Print("| – ")
				continue
			}
			fmt.Printf("| %s (%s) ", milliseconds(s.median()), milliseconds(slices.Min(s.seconds)))
			if s.kernels == nil {
				continue
			}
			fmt.Printf("%.1f × ", c.fastest(threads)/s.median())
			if gflop > 0 {
				peak := float64(i+1) * s.kernels.PeakSpeed() / 1e9
				fmt.Printf("%.0f %% of %.0f GFLOP/s ", 100*gflop/slices.Min(s.seconds)/peak, peak)
			}
		}
		fmt.Println("|")
	}
}

// wholeRounds is how often whole processes have their turn.
const wholeRounds = 3

// whole times processes from their start to the end of the training: the program, which draws its data, measures and
// writes a model, and forms of the other side, which repeat the step of the task file and find what was compiled before in
// a cache.
func whole(b *testing.B, task *Task, path, python, script string, forms []string) {
	program := os.Getenv("INNLAB_PROGRAM")
	if program == "" {
		fmt.Println("\nINNLAB_PROGRAM names no program: the process as a whole is not timed.")
		return
	}
	ours := series{who: "innlab"}
	var theirs []*series
	for _, form := range forms {
		theirs = append(theirs, &series{who: form})
	}
	for range wholeRounds {
		began := time.Now()
		if out, err := exec.Command(program, task.Program...).CombinedOutput(); err != nil {
			b.Fatalf("%s: %v\n%s", program, err, out)
		}
		ours.seconds = append(ours.seconds, time.Since(began).Seconds())
		for _, s := range theirs {
			began := time.Now()
			p := start(b, python, script, peer{threads: 2})
			r := p.ask(b, map[string]any{"do": "train", "task": path, "form": s.who, "steps": task.Repeat})
			if r.Error != "" {
				fmt.Printf("PyTorch, %s: %s\n", s.who, r.Error)
				continue
			}
			s.seconds = append(s.seconds, time.Since(began).Seconds())
			p.close()
		}
	}
	fmt.Printf("\nAs a process from start to end, %d steps on 2 threads, seconds (median of %d): innlab %.1f", task.Repeat,
		wholeRounds, ours.median())
	least := math.Inf(1)
	for _, s := range theirs {
		fmt.Printf("; PyTorch, %s %.1f", s.who, s.median())
		least = min(least, s.median())
	}
	fmt.Printf(": %.1f ×\n", least/ours.median())
}

// milliseconds writes a time with three digits.
func milliseconds(seconds float64) string {
	ms := 1e3 * seconds
	return strconv.FormatFloat(ms, 'f', max(0, 2-int(math.Floor(math.Log10(ms)))), 64)
}

// processor is the name of the processor, where the system tells.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// Together runs f for each worker, the first on the caller's goroutine.
func Together(workers int, f func(w int)) {
	var wait sync.WaitGroup
	for w := 1; w < workers; w++ {
		wait.Go(func() { f(w) })
	}
	f(0)
	wait.Wait()
}
