package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/scenes"
)

func TestTrain(t *testing.T) {
	out := filepath.Join(t.TempDir(), "m.innlab")
	var r trainResult
	text := must(t, "", "train -setup some -steps 30 -seed 7 -losses ly,lz -json -o "+out+quick)
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	// 64 rows of the batch and four times as many that L_x compares with, in every third step or so.
	if r.Steps != 30 || r.Step != 30 || r.Seed != 7 || r.Model != out || r.Interrupted || r.Simulations < 30*64 ||
		r.Seconds <= 0 || r.StepsPerSecond <= 0 || len(r.Losses) != len(inn.Losses) {
		t.Errorf("train -json prints %+v", r)
	}
	m, err := readModel(out)
	if err != nil {
		t.Fatal(err)
	}
	if c := m.checkpoint; m.setup.Name != "some" || c.Config.Seed != 7 || c.Config.Blocks != 3 || c.Config.Steps != 30 ||
		strings.Join(trained(&inn.Invertible, c.Live), ",") != "ly,lz" {
		t.Errorf("the model holds %+v, %+v", c.Config, c.Live)
	}
	if text := must(t, "", "train -steps 3 -sims 50 -o "+out+quick); !strings.Contains(text, "simulations   50\n") {
		t.Errorf("train -sims 50 prints %q", text)
	}
	if text := must(t, "", "train -steps 3 -o -"+quick); !strings.Contains(text, "__metadata__") {
		t.Error("-o - does not write the model to standard output")
	}
	if status, _, stderr := call(t, "", "train -steps 3"+quick); status != done || !strings.Contains(stderr, "not kept") {
		t.Errorf("without -o: status %d, %s", status, stderr)
	}
}

// A training that stops half-way and goes on ends with the same bits as one that does not stop.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	whole, half, joined := filepath.Join(dir, "whole"), filepath.Join(dir, "half"), filepath.Join(dir, "joined")
	must(t, "", "train -setup some -steps 40 -o "+whole+quick)

	f := newFlags()
	tr := f.training(true)
	if err := f.parse(strings.Fields("-setup some -steps 40" + quick)); err != nil {
		t.Fatal(err)
	}
	p, err := tr.plan(streams{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := p.start()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fit(context.Background(), m, budget{steps: 15}, func(moment) {}); err != nil {
		t.Fatal(err)
	}
	if err := writeModel(half, streams{}, p.checkpoint(m)); err != nil {
		t.Fatal(err)
	}
	must(t, "", "train -workers 1 -resume "+half+" -o "+joined)
	a, _ := os.ReadFile(whole)
	b, _ := os.ReadFile(joined)
	c, _ := os.ReadFile(half)
	if !bytes.Equal(a, b) {
		t.Error("the training that went on differs from the one that did not stop")
	}
	if bytes.Equal(a, c) {
		t.Error("the half-trained model is the same as the whole one; the comparison proves nothing")
	}
}

// A training that diverges writes the last good network, says so and fails.
func TestDivergence(t *testing.T) {
	out := filepath.Join(t.TempDir(), "m.innlab")
	status, stdout, stderr := call(t, "", "train -setup some -steps 500 -set rate=1 -set clip=0 -set init=normal -set initscale=3 -set clamp=20 -set clampold=on -o "+out+quick)
	if status != failed || stdout != "" || !strings.Contains(stderr, "training diverged: ") || !strings.Contains(stderr, out+" holds the last good network") {
		t.Fatalf("status %d, prints %q, %s", status, stdout, stderr)
	}
	if strings.Contains(stderr, "inn: ") {
		t.Errorf("the message is for programmers: %s", stderr)
	}
	if _, err := readModel(out); err != nil {
		t.Errorf("the last good network: %v", err)
	}
}

// interrupter is a standard error that presses Ctrl-C at the first line of progress.
type interrupter struct {
	bytes.Buffer
	pressed bool
}

func (w *interrupter) Write(b []byte) (int, error) {
	if !w.pressed && strings.Contains(string(b), "step") {
		w.pressed = true
		p, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = p.Signal(os.Interrupt)
		}
		if err != nil {
			return 0, err
		}
	}
	return w.Buffer.Write(b)
}

func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt itself here")
	}
	out := filepath.Join(t.TempDir(), "m.innlab")
	var stdout bytes.Buffer
	stderr := new(interrupter)
	status := run(strings.Fields("train -setup some -time 10m -json -o "+out+quick), streams{nil, &stdout, stderr})
	if status != done || !strings.Contains(stderr.String(), "Interrupted: "+out+" holds the network as far as it got") {
		t.Fatalf("status %d, %s", status, stderr)
	}
	var r trainResult
	if err := json.Unmarshal(stdout.Bytes(), &r); err != nil || !r.Interrupted {
		t.Errorf("prints %s, %v", &stdout, err)
	}
	m, err := readModel(out)
	if err != nil {
		t.Fatal(err)
	}
	if m.checkpoint.State.Step != r.Step || r.Step == 0 {
		t.Errorf("the model is of step %d, the result of step %d", m.checkpoint.State.Step, r.Step)
	}
}

// A model that went to standard output is not said to be in "-".
func TestInterruptOnStandardOutput(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt itself here")
	}
	var stdout bytes.Buffer
	stderr := new(interrupter)
	status := run(strings.Fields("train -setup some -time 10m -o -"+quick), streams{nil, &stdout, stderr})
	if status != done || !strings.Contains(stderr.String(), "Interrupted: standard output holds the network") {
		t.Errorf("status %d, %s", status, stderr)
	}
	if _, err := baseline.Load(&stdout); err != nil {
		t.Error(err)
	}
}

func TestTimeBudget(t *testing.T) {
	var r trainResult
	if err := json.Unmarshal([]byte(must(t, "", "train -time 300ms -json"+quick)), &r); err != nil {
		t.Fatal(err)
	}
	if r.Seconds < 0.3 || r.Steps == 0 {
		t.Errorf("300 ms of training are %d steps in %.2f s", r.Steps, float64(r.Seconds))
	}
}

// Fixed simulations are those and no others; counted ones are counted.
func TestSimulations(t *testing.T) {
	p, n := counted(scenes.All[0].Setups[1].Problem)
	few := fixed(p, 10, 3)
	if n() != 10 {
		t.Errorf("%d simulations counted, want 10", n())
	}
	r := rand.New(rand.NewPCG(1, 1))
	seen := map[[2]float64]int{}
	x, y := make([]float64, 2), make([]float64, 8)
	for range 1000 {
		few.Pair(r, x, y)
		seen[[2]float64(x)]++
	}
	if len(seen) != 10 || n() != 10 {
		t.Errorf("%d different x and %d simulations, want 10", len(seen), n())
	}
	for _, times := range seen {
		if times < 50 || times > 150 {
			t.Errorf("one of ten pairs came %d times in 1000", times)
		}
	}
}

func TestProgress(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b, "network 1 of 3")
	m := moment{of: inn.Losses, step: 250, end: 1000, share: 0.25, losses: []float64{0.5, math.NaN(), -0.0123, 2, -4.3}, speed: 50, left: 15 * time.Second}
	for i := range 100 {
		m.elapsed = time.Duration(i) * time.Second / 4
		p.watch(m)
	}
	p.done()
	want := " 25 %  network 1 of 3: step 250/1000, 50 steps/s, 0:15 left; ly 0.5  lx -0.012  rec 2  nll -4.3\n"
	if b.String() != want+want {
		t.Errorf("25 seconds show %q, want two lines %q", b.String(), want)
	}
	if got := m.brief(); got != "250/1000 50/s 0:15 left ly .5 lx -.012 rec 2 nll -4.3" {
		t.Errorf("the bar says %q", got)
	}
	if got := clock(3*time.Hour + 25*time.Minute + 7*time.Second); got != "3:25:07" {
		t.Errorf("a long time is %s", got)
	}
}

// A slow simulator's pairs are made once and kept: the second training finds them, and -sims says how many.
func TestSlowSimulator(t *testing.T) {
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, t.TempDir())
	}
	folder, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	line := "train -scene tissue -steps 3 -sims 40 -workers 1 -json -o "
	var r trainResult
	if err := json.Unmarshal([]byte(must(t, "", line+filepath.Join(t.TempDir(), "a"))), &r); err != nil || r.Simulations != 40 {
		t.Errorf("%+v, %v", r, err)
	}
	kept, err := filepath.Glob(filepath.Join(folder, "innlab", "simulations", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept: %v, %v", kept, err)
	}
	before, _ := os.Stat(kept[0])
	must(t, "", line+filepath.Join(t.TempDir(), "b"))
	if after, err := os.Stat(kept[0]); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("made again: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	u := scenes.All[0].Setups[0]
	for i := range scenes.All {
		if scenes.All[i].Name == "tissue" {
			u = scenes.All[i].Setups[0]
		}
	}
	p := &plan{setup: &u, problem: u.Problem, sims: func() int { return 39 }}
	if err := p.simulate(stopped, new(bytes.Buffer)); err != errInterrupted || p.problem.Table != nil {
		t.Errorf("interrupted: %v", err)
	}
}
