//go:build unix

package own

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// A simulator that is asked in the background shows its prior first; an end loses no answers, and the scene that comes
// is that of asking at once, whoever asks.
func TestAsking(t *testing.T) {
	s := program(t, sum)
	first := s.Asking()
	u := &first.Setups[0]
	if p := u.Problem; p.DimX != 2 || p.DimY != 1 || p.Table != nil || u.X[0].Unit != "m" || u.X[1].Min > -1.9 || u.X[1].Max < 1.9 {
		t.Errorf("before the answers: %+v", u)
	}
	x := []float64{9, 9}
	if u.Problem.Prior(rand.New(rand.NewPCG(1, 1)), x); x[0] < 0 || x[0] > 1 || x[1] < -2 || x[1] > 2 {
		t.Errorf("the prior drew %v", x)
	}
	ctx, stop := context.WithCancel(context.Background())
	came := 0
	if _, err := u.Ask(ctx, func(done, of int, _ string) {
		if came = done; done > 20 {
			stop()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Fatalf("after an end: %v", err)
	}
	least := -1
	scene, err := u.Ask(context.Background(), func(done, of int, wrong string) {
		if least < 0 {
			least = done
		}
		if wrong != "" {
			t.Errorf("trouble: %s", wrong)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if least < came {
		t.Errorf("after the end %d rows were there, before %d", least, came)
	}
	d, err := program(t, sum).Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := scene.Setups[0].Card, d.Card.Text(); got != want {
		t.Errorf("in two parts\n%s\nat once\n%s", got, want)
	}
	if again, err := u.Ask(context.Background(), nil); again != scene || err != nil {
		t.Errorf("asked once more: %v, %v", again, err)
	}
}

// What goes wrong is said while it is asked, and the error has it.
func TestAskingFails(t *testing.T) {
	s := program(t, `{ print "no luck" > "/dev/stderr"; exit 3 }`)
	var told string
	_, err := s.Asking().Setups[0].Ask(context.Background(), func(_, _ int, wrong string) { told = wrong })
	for _, words := range []string{told, err.Error()} {
		if !strings.Contains(words, "exit status 3") || !strings.Contains(words, "no luck") {
			t.Errorf("told %q", words)
		}
	}
}

// Samples go through the program that a network was trained on; rows that it does not answer are no number.
func TestResimulate(t *testing.T) {
	s := program(t, sum)
	d, err := s.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	x, y := []float64{0.25, 1, 0.5, -1, 0.75, 0}, make([]float64, 6)
	d.Card.Resimulate(context.Background(), s)(x, y)
	for i, want := range []float64{1.25, 0.25, -0.5, -0.5, 0.75, 0} {
		if math.Abs(y[i]-want) > 1e-9 {
			t.Errorf("answer %v", y)
			break
		}
	}
	s.Command = `awk -F, '$2 < 0 { exit 3 } { printf "%g,%g\n", $1, $2; fflush() }'`
	d.Card.Resimulate(context.Background(), s)(x, y)
	if y[0] != 0.25 || y[1] != 1 || !math.IsNaN(y[2]) || !math.IsNaN(y[5]) {
		t.Errorf("of a program that crashes: %v", y)
	}
}
