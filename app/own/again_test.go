package own

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
	if err != nil || same || other.Train.N != 0 || other.Held.N != 489 {
		t.Errorf("half of it: %v, %v, %d rows", same, err, other.Held.N)
	}
	changed, same, err := c.Load(ctx, put(t, "b.csv", strings.Replace(text, "rot", "blau", 2)), nil) // the first is in a row that is dropped
	if err != nil || same || changed.Held.N != 980 {
		t.Errorf("a changed table: %v, %v", same, err)
	}
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
