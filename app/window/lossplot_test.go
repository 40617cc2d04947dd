package window

import (
	"math"
	"testing"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/inn/baseline"
	"innlab/widgets"
)

// fell is a history of one loss.
func fell(first float64, v ...float64) *session.History {
	h := &session.History{}
	for i, v := range v {
		h.Step = append(h.Step, first+float64(i))
		for k := range h.Value {
			h.Value[k] = append(h.Value[k], math.NaN())
		}
		h.Value[0][i] = v
	}
	return h
}

func kindOf(t *testing.T, name string) *inn.Kind {
	t.Helper()
	k, err := baseline.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Densities are on either side of 0: their axis is linear and holds the curve but for what is lost in the first steps;
// distances keep the logarithmic one. A curve that begins late does not leave the axis empty before it.
func TestAxesOfLosses(t *testing.T) {
	v := []float64{5000}
	for i := range 200 {
		v = append(v, 3-float64(i)/40)
	}
	c := &session.ColumnState{History: fell(0, v...)}
	x, y := lossAxes(c, kindOf(t, "cinn").Losses, 201, false)
	if y.Log || y.Min > -1.97 || y.Min < -3 || y.Max < 2.7 || y.Max > 10 || x.Min != 0 {
		t.Errorf("densities from 3 to −2 lie on %+v", y)
	}
	if _, y := lossAxes(c, inn.Losses, 201, false); !y.Log || y.Min <= 0 {
		t.Errorf("distances lie on %+v", y)
	}
	late := &session.ColumnState{History: fell(3000, 1, 0.5, 0.4)}
	if x, _ := lossAxes(late, inn.Losses, 3003, false); x.Min != 3000 {
		t.Errorf("curves from step 3000 lie on %+v", x)
	}
	if y := levelAxis(&session.ColumnState{}); !(y.Max > y.Min) || len(y.Ticks) != 0 || y.Ticks == nil {
		t.Errorf("nothing lies on %+v", y)
	}
}

// No loss of another method wears the colour of y, which none of them predicts; two curves of one method differ.
func TestColoursOfLosses(t *testing.T) {
	th := widgets.Light()
	for _, k := range baseline.Methods {
		for i := range k.Losses {
			c := figure.LossColor(&th, k.Losses, i)
			if k.Name != inn.Invertible.Name && c == th.Ly {
				t.Errorf("%s of %s is as blue as y", k.Losses[i].Name, k.Name)
			}
			if i > 0 && c == figure.LossColor(&th, k.Losses, i-1) {
				t.Errorf("losses %d and %d of %s look alike", i-1, i, k.Name)
			}
		}
	}
}
