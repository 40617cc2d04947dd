package own

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innlab/inn"
)

// A card finds its own rows again, in whatever order the columns stand, and knows rows of others.
func TestAgain(t *testing.T) {
	ctx := context.Background()
	text := sample(1000)
	d := load(t, text, "kind,a,same", "colour,sum")
	c, err := ReadCard(d.Card.Text())
	if err != nil {
		t.Fatal(err)
	}
	again, same, err := c.Load(ctx, put(t, "b.csv", text), nil)
	if err != nil || !same || !slices.Equal(again.Train.X, d.Train.X) || !slices.Equal(again.Held.Y, d.Held.Y) {
		t.Errorf("the same table: %v, %v", same, err)
	}
	cut := strings.Join(strings.SplitAfter(text, "\n")[:500], "")
	other, same, err := c.Load(ctx, put(t, "b.csv", cut), nil)
	if err != nil || same || other.Train.N != 0 {
		t.Errorf("half of it: %v, %v", same, err)
	}
	// Only rows that were held out judge, and the new one.
	onlyHeld(t, d, other, 489, 0)
	changed, same, err := c.Load(ctx, put(t, "b.csv", strings.Replace(text, "rot", "blau", 2)), nil) // the first is in a row that is dropped
	if err != nil || same {
		t.Errorf("a changed table: %v, %v", same, err)
	}
	onlyHeld(t, d, changed, 980, 1)
	if w := strings.Join(changed.Report.Warnings, ""); !strings.Contains(w, "was trained on 88") || !strings.Contains(w, "of the 980 rows, which are left out") {
		t.Errorf("warned %q", w)
	}
	c.Seen = nil // of a file that does not tell
	if blind, _, err := c.Load(ctx, put(t, "b.csv", cut), nil); err != nil || !strings.Contains(blind.Report.Warnings[0], "does not tell which") {
		t.Errorf("without what tells rows: %v, %v", blind, err)
	}
	c.Seen = d.Card.Seen
	for _, bad := range []struct{ old, new, want string }{
		{"rot", "rosa", `column colour: "rosa" is none of its categories (blau, grün, rot)`},
		{"sum", "total", "has no column sum; the network needs kind, a, colour, sum"},
	} {
		_, _, err := c.Load(ctx, put(t, "b.csv", strings.Replace(text, bad.old, bad.new, 1)), nil)
		if err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%s for %s: %v", bad.new, bad.old, err)
		}
	}
}

// onlyHeld checks that of the rows of d, read again with others to so many in all, those judge that were held out, and some
// new ones.
func onlyHeld(t *testing.T, d, again *Data, all, added int) {
	t.Helper()
	held := map[string]bool{}
	each(&d.Held, func(x, y []float64) { held[fmt.Sprint(x, y)] = true })
	trained := map[string]bool{}
	each(&d.Train, func(x, y []float64) { trained[fmt.Sprint(x, y)] = true })
	fresh := 0
	each(&again.Held, func(x, y []float64) {
		switch row := fmt.Sprint(x, y); {
		case trained[row]:
			t.Errorf("%s judges, and was trained on", row)
		case !held[row]:
			fresh++
		}
	})
	if fresh != added || again.Held.N == 0 || again.Held.N > all/5 {
		t.Errorf("%d rows judge, %d of them new, want %d", again.Held.N, fresh, added)
	}
}

// Rows that were seen are known again, all of them; of others hardly one is taken for one of them.
func TestSeen(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	rows := func(n int) *inn.Table {
		v := make([]float64, 3*n)
		for i := range v {
			v[i] = math.Round(100*r.NormFloat64()) / 100
		}
		return &inn.Table{N: n, X: v[:2*n], Y: v[2*n:]}
	}
	const n = 20_000
	train, others := rows(n), rows(n)
	s := newSeen(train)
	if left := s.unseen(train); left.N != 0 {
		t.Errorf("%d rows are forgotten", left.N)
	}
	same := map[string]bool{}
	each(train, func(x, y []float64) { same[fmt.Sprint(x, y)] = true })
	wrong := 0
	each(others, func(x, y []float64) {
		if s.has(x, y) && !same[fmt.Sprint(x, y)] {
			wrong++
		}
	})
	if wrong > n/1000 { // 1 in 2000 is expected: (1 − e^(−7/16))^7 = 0.0006
		t.Errorf("%d of %d other rows are taken for those", wrong, n)
	}
	if len(s) > 2*n || Seen(nil).has([]float64{1}, nil) {
		t.Errorf("%d bytes for %d rows", len(s), n)
	}
}

func TestReadRows(t *testing.T) {
	ctx := context.Background()
	c := load(t, sample(1000), "kind,a", "colour,sum").Card
	y, err := c.ReadY(ctx, put(t, "y.csv", "sum,more,colour\n1.5,x,rot\n2,y,blau\n"))
	if err != nil || !slices.Equal(y, []float64{0, 0, 1, 1.5, 1, 0, 0, 2}) {
		t.Errorf("%v, %v", y, err)
	}
	if y, err = c.ReadY(ctx, put(t, "y.csv", "rot,1.5\n")); err != nil || !slices.Equal(y, []float64{0, 0, 1, 1.5}) {
		t.Errorf("without names: %v, %v", y, err)
	}
	x, err := c.ReadX(ctx, put(t, "x.csv", "a\tkind\n7\tplus\n"))
	if err != nil || !slices.Equal(x, []float64{0, 1, 7}) {
		t.Errorf("%v, %v", x, err)
	}
	for text, want := range map[string]string{
		"sum,colour\n1,rot\n,rot\n": "column sum has no value in line 3", "sum\n1\n": "no column", "sum,colour\nx,rot\n": "needs numbers",
		"sum,colour\n1,gelb\n": `"gelb" is none of its categories`,
	} {
		if _, err := c.ReadY(ctx, put(t, "y.csv", text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := c.ReadY(ctx, filepath.Join(os.TempDir(), "no-such-file.csv")); err == nil {
		t.Error("a file that is not there is read")
	}
}

// Categories that are numbers are found also in a table that has nothing but numbers.
func TestNumberedCategories(t *testing.T) {
	text := "x,k\n"
	for i := range 100 {
		text += []string{"1,2\n", "3,b\n", "2,c\n"}[i%3]
	}
	c := load(t, text, "x", "k").Card
	if y, err := c.ReadY(context.Background(), put(t, "y.csv", "k,u\n2,1\n")); err != nil || !slices.Equal(y, []float64{1, 0, 0}) {
		t.Errorf("%v, %v", y, err)
	}
}

func TestParseY(t *testing.T) {
	c := load(t, sample(1000), "kind,a", "colour,sum").Card
	for text, want := range map[string][]float64{
		"grün, 2.5": {0, 1, 0, 2.5}, "0,.5,.5,-1": {0, 0.5, 0.5, -1},
	} {
		if y, err := c.ParseY(text); err != nil || !slices.Equal(y, want) {
			t.Errorf("%s: %v, %v", text, y, err)
		}
	}
	for text, want := range map[string]string{
		"": "no values", "rot": "it has 1 value; there is one for each of colour, sum", "gelb,1": `colour: "gelb" is none`,
		"rot,x": `sum is "x", not a finite number`, "rot,nan": "not a finite number", "0,0,1,inf": "not a finite number",
	} {
		if y, err := c.ParseY(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v, want %q", text, y, err, want)
		}
	}
}
