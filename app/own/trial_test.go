//go:build unix

package own

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"
)

// A trial shows the first rows that a training asks for, with their answers, and what went wrong with the last lines.
func TestTry(t *testing.T) {
	s := program(t, sum)
	x := s.draws(s.Count, 0x51a5)
	trial := s.Try(context.Background(), 4)
	if trial.Wrong != "" || len(trial.X) != 4 || len(trial.Y) != 4 || trial.Took <= 0 {
		t.Fatalf("%+v", trial)
	}
	for i := range trial.X {
		a, b := x[2*i], x[2*i+1]
		if trial.X[i][0] != a || trial.X[i][1] != b || math.Abs(trial.Y[i][0]-a-b) > 1e-9 || math.Abs(trial.Y[i][1]-a*b) > 1e-9 {
			t.Errorf("row %d: %v gave %v; training asks for %g, %g", i, trial.X[i], trial.Y[i], a, b)
		}
	}
	if s.work != nil {
		t.Error("a trial is the beginning of the work")
	}
	for body, want := range map[string]string{
		`{ print "no luck" > "/dev/stderr"; exit 3 }`: "it ended with exit status 3; its last lines: no luck",
		`NR % 2 { print 1 }`:                          "it answered 2 lines to 4 rows",
		`{ print NR == 2 ? "nan" : 1 }`:               `it answered "nan", not finite numbers`,
		`{ print NR == 2 ? "1,2" : 1 }`:               "it answered 2 numbers, and 1 before",
		`{ print "high" }`:                            `it answered "high", not numbers with commas between them`,
		`BEGIN { while (1) ; }`:                       "it took longer than 300ms for 4 rows",
	} {
		s := program(t, body)
		s.Timeout = 300 * time.Millisecond
		if trial := s.Try(context.Background(), 4); !strings.Contains(trial.Wrong, want) {
			t.Errorf("%s: %q, want %q", body, trial.Wrong, want)
		}
	}
	s = program(t, `{ print NR == 2 ? "nan" : 1 }`)
	if trial := s.Try(context.Background(), 4); trial.Y[1] != nil || len(trial.Y[2]) != 1 {
		t.Errorf("around a row without an answer: %v", trial.Y)
	}
}

// A simulator that asks for the same goes on where the one before stands, by its own limits; any other begins anew.
func TestFollow(t *testing.T) {
	const slowAtFirst = `NR == 1 && $1 > .5 { system("sleep 0.3") } ` + sum
	first := program(t, slowAtFirst)
	first.Timeout = 100 * time.Millisecond
	ctx, stop := context.WithCancel(context.Background())
	came := 0
	_, _ = first.Asking().Setups[0].Ask(ctx, func(done, _ int, _ string) {
		if came = done; done > 20 {
			stop()
		}
	})
	if came == 0 {
		t.Fatal("nothing was asked")
	}
	again := func(change func(*Simulator)) (least int) {
		s := *first
		s.work, s.Timeout = nil, 5*time.Second
		change(&s)
		s.Follow(first)
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		least = -1
		_, _ = s.Asking().Setups[0].Ask(ctx, func(done, _ int, _ string) {
			if least < 0 {
				least = done
				stop()
			}
		})
		if q := s.work.asked; q == nil || q.timeout != s.Timeout {
			t.Errorf("asked with the limit of before: %+v", q)
		}
		return least
	}
	if n := again(func(*Simulator) {}); n < came {
		t.Errorf("goes on at %d rows, after %d", n, came)
	}
	for name, change := range map[string]func(*Simulator){
		"command": func(s *Simulator) { s.Command += " " }, "seed": func(s *Simulator) { s.Seed++ }, "count": func(s *Simulator) { s.Count++ },
		"wish for fresh answers": func(s *Simulator) { s.Fresh = true },
	} {
		if n := again(change); n != 0 {
			t.Errorf("with another %s it goes on at %d rows", name, n)
		}
	}
}

// Every entry is told what is wrong with it alone.
func TestCheck(t *testing.T) {
	good := Entry{Name: "a", Distribution: "normal", Values: []float64{0, 1}}
	for want, e := range map[string]Entry{
		"it has no name":                 {Distribution: "normal", Values: []float64{0, 1}},
		"the name a is there twice":      good,
		`"gauss" is no distribution`:     {Name: "b", Distribution: "gauss"},
		"normal needs a number for sd":   {Name: "b", Distribution: "normal", Values: []float64{0, math.NaN()}},
		"uniform needs a number for min": {Name: "b", Distribution: "uniform"},
		"sd must be above 0, not -1":     {Name: "b", Distribution: "normal", Values: []float64{0, -1}},
	} {
		errs := Check([]Entry{good, e})
		if errs[0] != nil || errs[1] == nil || !strings.Contains(errs[1].Error(), want) {
			t.Errorf("%+v: %v, want %q", e, errs, want)
		}
		if _, err := Named([]Entry{good, e}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", e, err, want)
		}
	}
	p, err := ReadPrior(context.Background(), put(t, "a.json", `{"a": {"distribution": "normal", "sd": 1, "mean": 0}}`))
	if err != nil {
		t.Fatal(err)
	}
	if same, err := Named(p.Entries); err != nil || same.Text != p.Text {
		t.Errorf("the prior of a file's entries is another: %q, %q, %v", same.Text, p.Text, err)
	}
}
