package window

// Which parameters the pair plot shows, where there are more than fit.

import (
	"fmt"
	"slices"

	"innlab/app/figure"
	"innlab/inn/metric"
)

// listed is how many parameters stand in the menu one by one; of more, sixes do.
const listed = 14

// commands are the lines of the card's menu.
func (c *pairsCard) commands(f *frame) []command {
	return append(f.cloudCommands(), c.parameters(f)...)
}

// parameters are the lines that choose what is shown; none where all are.
func (c *pairsCard) parameters(f *frame) []command {
	s := f.snap.Plan.Setup
	d := s.Problem.DimX
	if d <= figure.MostPairs {
		return nil
	}
	list := []command{{words: "Those learned most", divider: true, act: c.showLearned}}
	if d <= listed {
		for i, x := range s.X {
			list = append(list, command{
				words: "Show " + x.Name, checked: func(*Window) bool { return slices.Contains(c.show, i) },
				act: func(*frame) { c.toggle(i) },
			})
		}
		return list
	}
	for from := 0; from < d; from += figure.MostPairs {
		to := min(from+figure.MostPairs, d)
		page := make([]int, 0, figure.MostPairs)
		for i := from; i < to; i++ {
			page = append(page, i)
		}
		words := fmt.Sprintf("Show %s to %s", s.X[from].Name, s.X[to-1].Name)
		if to-from == 1 {
			words = "Show " + s.X[from].Name
		}
		list = append(list, command{
			words: words, checked: func(*Window) bool { return slices.Equal(c.show, page) },
			act: func(*frame) { c.show = page },
		})
	}
	return list
}

// toggle shows parameter i or hides it. The last one stays; one more than fit takes the place of the one before it.
func (c *pairsCard) toggle(i int) {
	show := slices.Clone(c.show)
	if at := slices.Index(show, i); at >= 0 {
		if show = slices.Delete(show, at, at+1); len(show) > 0 {
			c.show = show
		}
		return
	}
	if len(show) == figure.MostPairs {
		show = show[:len(show)-1]
	}
	show = append(show, i)
	slices.Sort(show)
	c.show = show
}

// showLearned shows the parameters whose posterior is narrowest beside its prior.
func (c *pairsCard) showLearned(f *frame) {
	if f.ans == nil || f.look.none {
		return
	}
	d := f.snap.Plan.Setup.Problem.DimX
	x, prior := f.ans.Clouds[0].X, f.explore().prior.points
	if len(x) <= d || len(prior) <= d {
		return
	}
	a, b := metric.Spread(x, d), metric.Spread(prior, d)
	order := make([]int, d)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		if a[i]*b[j] < a[j]*b[i] {
			return -1
		}
		return 1
	})
	c.show = slices.Sorted(slices.Values(order[:figure.MostPairs]))
}
