//go:build unix

package own

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const twoUniforms = `{"a": {"distribution": "uniform", "min": 0, "max": 1, "unit": "m"}, "b": {"distribution": "uniform", "min": -2, "max": 2}}`

// program is a simulator in awk: body says what is done for a line whose numbers are $1 and $2.
func program(t *testing.T, body string) *Simulator {
	t.Helper()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME"} { // of Linux and macOS: a cache folder of its own
		t.Setenv(name, t.TempDir())
	}
	p, err := ReadPrior(context.Background(), put(t, "prior.json", twoUniforms))
	if err != nil {
		t.Fatal(err)
	}
	return &Simulator{Command: "awk -F, '" + body + "'", Prior: p, Count: 300, Seed: 1, Workers: 2, Timeout: 10 * time.Second}
}

const sum = `{ printf "%.12g,%.12g\n", $1 + $2, $1 * $2 }`

func TestSimulator(t *testing.T) {
	s := program(t, sum)
	last := 0
	d, err := s.Run(context.Background(), func(done, of int) {
		if of != 300 || done < last {
			t.Errorf("progress %d of %d after %d", done, of, last)
		}
		last = done
	})
	if err != nil {
		t.Fatal(err)
	}
	if last != 300 || d.Train.N+d.Held.N != 300 || d.Card.Kind != "simulator" || len(d.Card.Y) != 2 {
		t.Errorf("%d done, %d and %d rows, %+v", last, d.Train.N, d.Held.N, d.Card)
	}
	for i := range d.Train.N {
		x, y := d.Train.X[2*i:2*i+2], d.Train.Y[2*i:2*i+2]
		if math.Abs(x[0]+x[1]-y[0]) > 1e-9 || math.Abs(x[0]*x[1]-y[1]) > 1e-9 {
			t.Fatalf("row %d: x %v, y %v", i, x, y)
		}
	}
	box := d.Scene().Setups[0].Problem.Box
	if !slices.Equal(box, [][2]float64{{0, 1}, {-2, 2}}) || d.Scene().Setups[0].X[0].Unit != "m" {
		t.Errorf("box %v", box)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	if again, err := s.Run(context.Background(), nil); err != nil || !slices.Equal(again.Train.X, d.Train.X) || !slices.Equal(again.Train.Y, d.Train.Y) {
		t.Errorf("the second time other rows come: %v", err)
	}
}

// Simulators that go wrong for some rows: those are lost, told with the reason, and no others.
func TestSimulatorLoses(t *testing.T) {
	for _, c := range []struct {
		name, body string
		lost       func(a, b float64) bool
		want       string
	}{
		{"crash", `$1 > .95 { print "cannot do " $1 > "/dev/stderr"; exit 3 } ` + sum,
			func(a, b float64) bool { return a > 0.95 }, "ended with exit status 3; its last lines: cannot do 0.9"},
		{"crash, line by line", `$1 > .95 { exit 3 } { printf "%.12g,%.12g\n", $1 + $2, $1 * $2; fflush() }`,
			func(a, b float64) bool { return a > 0.95 }, "ended with exit status 3"},
		{"NaN", `$1 > .9 { print "nan,1"; next } ` + sum,
			func(a, b float64) bool { return a > 0.9 }, `answered "nan,1", not finite numbers`},
		{"columns", `$1 > .9 { print "1,2,3"; next } ` + sum,
			func(a, b float64) bool { return a > 0.9 }, "answered 3 numbers, and 2 before"},
		{"words", `$1 > .9 { print "sorry"; next } ` + sum,
			func(a, b float64) bool { return a > 0.9 }, `answered "sorry", not numbers`},
		{"left out", `$1 > .95 { next } ` + sum,
			func(a, b float64) bool { return a > 0.95 }, "answered 0 lines to 1 row"},
	} {
		s := program(t, c.body)
		d, err := s.Run(context.Background(), nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		lost := 0
		for _, x := range draws(s) {
			if c.lost(x[0], x[1]) {
				lost++
			}
		}
		if got := 300 - d.Train.N - d.Held.N; got != lost || lost == 0 {
			t.Errorf("%s: %d rows lost, want %d", c.name, got, lost)
		}
		for i := range d.Train.N {
			if x, y := d.Train.X[2*i:2*i+2], d.Train.Y[2*i:2*i+2]; math.Abs(x[0]+x[1]-y[0]) > 1e-9 {
				t.Errorf("%s: x %v with y %v", c.name, x, y)
				break
			}
		}
		w := strings.Join(d.Report.Warnings, "\n")
		if !strings.Contains(w, c.want) || !strings.Contains(w, fmt.Sprintf("%d row", lost)) {
			t.Errorf("%s: warned %q, want %q", c.name, w, c.want)
		}
	}
}

// draws are the rows that a simulator is asked for.
func draws(s *Simulator) [][]float64 {
	var all [][]float64
	r := stream(s.Seed)
	for range s.Count {
		x := make([]float64, len(s.Prior.X))
		s.Prior.Draw(r, x)
		all = append(all, x)
	}
	return all
}

// Simulators that are no use: one line that says why, with the program's last words.
func TestSimulatorFails(t *testing.T) {
	for _, c := range []struct{ name, command, want string }{
		{"unknown", "no-such-program-at-all", "it ended with exit status 127; its last lines: "},
		{"crash", "echo reading; echo no licence >&2; exit 1", "its last lines: no licence"},
		{"hang", "sleep 100", "it took longer than 100ms for"},
		{"silent", "cat > /dev/null", "it answered 0 lines to"},
		{"chatty", "echo ready; cat", `it answered 2 lines to 1 row, the first "ready"`},
		{"endless", "yes", "answered"},
		{"text", "sed 's/.*/hello/'", `it answered "hello", not numbers`},
		{"NaN", "sed 's/.*/nan/'", `not finite numbers`},
	} {
		s := program(t, "")
		s.Command = c.command
		if c.name == "hang" {
			s.Timeout = 100 * time.Millisecond
		}
		_, err := s.Run(context.Background(), nil)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	s := program(t, sum)
	s.Count = 10
	if _, err := s.Run(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "10 simulations are too few") {
		t.Errorf("ten rows: %v", err)
	}
}

// A simulator that hangs at some rows keeps the answers it gave before.
func TestSimulatorHangs(t *testing.T) {
	s := program(t, `$1 > .995 { system("sleep 100") } { printf "%.12g,%.12g\n", $1 + $2, $1 * $2; fflush() }`)
	s.Timeout = 400 * time.Millisecond
	d, err := s.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	hang := 0
	for _, x := range draws(s) {
		if x[0] > 0.995 {
			hang++
		}
	}
	if came := d.Train.N + d.Held.N; hang == 0 || came > 300-hang || came < 250 {
		t.Errorf("%d rows came, %d of 300 hang", came, hang)
	}
	for _, x := range [][]float64{column(d.Train.X, 0, 2), column(d.Held.X, 0, 2)} {
		if slices.Max(x) > 0.995 {
			t.Errorf("an answer came for %g", slices.Max(x))
		}
	}
	if w := strings.Join(d.Report.Warnings, " "); !strings.Contains(w, "it took longer than 400ms") {
		t.Errorf("warned %q", w)
	}
}

// A cancelled run ends the program and everything that it has started.
func TestSimulatorCancel(t *testing.T) {
	pid := filepath.Join(t.TempDir(), "pid")
	s := program(t, "")
	s.Workers = 1
	s.Command = "sleep 1000 & echo $! > " + pid + ".part; mv " + pid + ".part " + pid + "; wait"
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() {
		for {
			if _, err := os.Stat(pid); err == nil {
				stop()
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	if _, err := s.Run(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	b, err := os.ReadFile(pid)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	for range 200 { // the kernel takes its time
		if !alive(n) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("process %d goes on", n)
}

// Answers are kept: the second time the program is not started, and its warnings are told again. A program that was
// changed, another prior, seed or number is asked anew, and so are files that are damaged.
func TestSimulatorKept(t *testing.T) {
	s := program(t, "")
	folder := t.TempDir()
	script, starts := filepath.Join(folder, "sim.sh"), filepath.Join(folder, "starts")
	write := func(body string) {
		if err := os.WriteFile(script, []byte("echo >> "+starts+"\nawk -F, '"+body+"'\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(`$1 > .99 { print "nan,1"; next } ` + sum)
	s.Command = "sh '" + script + "'"
	run := func() (*Data, bool) {
		t.Helper()
		os.Remove(starts)
		d, err := s.Run(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = os.Stat(starts)
		return d, err == nil
	}
	first, asked := run()
	if !asked {
		t.Fatal("nobody was asked")
	}
	again, asked := run()
	if asked || !slices.Equal(again.Train.Y, first.Train.Y) || !slices.Equal(again.Report.Warnings, first.Report.Warnings) ||
		len(first.Report.Warnings) == 0 {
		t.Errorf("asked again: %v; warned %q, then %q", asked, first.Report.Warnings, again.Report.Warnings)
	}
	prior := *s.Prior
	for name, change := range map[string]func(){
		"seed":    func() { s.Seed++ },
		"count":   func() { s.Count++ },
		"prior":   func() { prior.Text += " "; s.Prior = &prior },
		"program": func() { write(`$1 > .99 { print "nan,1"; next } ` + sum + " ") },
	} {
		change()
		if _, asked := run(); !asked {
			t.Errorf("another %s finds the old answers", name)
		}
	}
	files, err := filepath.Glob(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "innlab", "simulations", "*"))
	if runtime.GOOS != "linux" {
		return // the cache folder is elsewhere
	}
	if err != nil || len(files) == 0 {
		t.Fatalf("no files are kept: %v", err)
	}
	for _, f := range files {
		if err := os.Truncate(f, 100); err != nil {
			t.Fatal(err)
		}
	}
	if _, asked := run(); !asked {
		t.Error("damaged files are used")
	}
}

// A simulator that answers half of the prior trains on that half; one that answers hardly any row is given up.
func TestSimulatorHalf(t *testing.T) {
	s := program(t, `$2 < 0 { print "nan,1"; next } `+sum)
	s.Count = 2000
	d, err := s.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	good := 0
	for _, x := range draws(s) {
		if x[1] >= 0 {
			good++
		}
	}
	if n := d.Train.N + d.Held.N; n != good || good < 900 {
		t.Errorf("%d rows came of %d with an answer", n, good)
	}
	if again, err := s.Run(context.Background(), nil); err != nil || again.Report.Kept.IsZero() {
		t.Errorf("half an answer is not kept: %v", err)
	}
	s = program(t, `$1 > .02 { print "nan,1"; next } `+sum)
	s.Count = 10_000
	if _, err := s.Run(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "not finite numbers") {
		t.Errorf("a fiftieth of the answers: %v", err)
	}
}

// An interrupted asking goes on where it stood, in another process too; its answers, and its words about rows that are
// lost, are those of one that was not interrupted. Asked anew, it begins anew.
func TestSimulatorGoesOn(t *testing.T) {
	starts := filepath.Join(t.TempDir(), "starts")
	s := program(t, "")
	s.Workers = 1
	t.Setenv("STARTS", starts) // a file that is named in the command counts as a part of the program
	s.Command = `awk -F, '{ print >> ENVIRON["STARTS"] } $1 > .9 { print "nan,1"; next } ` + sum + "'"
	asked := func() int {
		b, _ := os.ReadFile(starts)
		os.Remove(starts)
		return strings.Count(string(b), "\n")
	}
	interrupt := func(at int) error {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		s.work = nil // another process knows of nothing
		_, err := s.Run(ctx, func(done, _ int) {
			if done > at {
				stop()
			}
		})
		return err
	}
	var told *Interrupted
	if err := interrupt(20); !errors.As(err, &told) || !told.Kept || !errors.Is(err, context.Canceled) || told.Came < 10 {
		t.Fatalf("interrupted: %v", err)
	}
	if want := fmt.Sprintf("interrupted; %d of 300 simulations are kept", told.Came); !strings.Contains(told.Error(), want) {
		t.Errorf("%q", told)
	}
	once, before := asked(), told.Came
	if err := interrupt(60); !errors.As(err, &told) || told.Came <= before {
		t.Fatalf("interrupted again: %v", err)
	}
	twice := asked()
	s.work = nil
	d, err := s.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	// A batch that was under way is asked for twice.
	if rest := asked(); rest > 300-told.Came || once+twice+rest > 300+64 {
		t.Errorf("asked for %d, %d and %d rows", once, twice, rest)
	}
	if d.Report.Kept.IsZero() {
		t.Error("it is not told that answers were kept")
	}
	whole := *s
	whole.Fresh, whole.work = true, nil
	at, err := whole.Run(context.Background(), nil)
	if err != nil || asked() != 300 || !at.Report.Kept.IsZero() {
		t.Fatalf("asked anew: %v", err)
	}
	if !slices.Equal(d.Train.Y, at.Train.Y) || len(d.Report.Warnings) == 0 {
		t.Error("other answers than at once")
	}
	if lost := func(d *Data) string { w, _, _ := strings.Cut(d.Report.Warnings[0], ":"); return w }; lost(d) != lost(at) {
		t.Errorf("warned %q, at once %q", d.Report.Warnings, at.Report.Warnings)
	}
}

// When the program ends, so do the simulators that it has started, with their children, whoever asks them.
func TestEnd(t *testing.T) {
	pid := filepath.Join(t.TempDir(), "pid")
	done := make(chan answer)
	go func() {
		done <- ask(context.Background(), "sleep 1000 & echo $! > "+pid+".part; mv "+pid+".part "+pid+"; wait", time.Minute, []float64{1}, 1)
	}()
	for {
		if _, err := os.Stat(pid); err == nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	End()
	defer func() { programs.over = false }()
	if a := <-done; a.wrong == nil {
		t.Errorf("ended as if nothing were: %+v", a)
	}
	b, err := os.ReadFile(pid)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; alive(n); i++ {
		if i == 200 {
			t.Fatalf("process %d goes on", n)
		}
		time.Sleep(10 * time.Millisecond)
	}
	if a := ask(context.Background(), "echo 1", time.Minute, []float64{1}, 1); a.wrong == nil {
		t.Error("a program is started after the end")
	}
}
