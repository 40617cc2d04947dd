package session

import (
	"slices"
	"strings"

	"innlab/inn"
	"innlab/scenes"
)

// The ablation takes the losses apart: the same network from the same seed on the same batches, with some of them
// switched off. Window and command line train the columns that are made here.

// Ablation is the plan of the three columns that tell the story: all losses of the paper, L_y + L_z, and L_x by itself.
// A preset's configuration and weights are those of every column; what differs is what is switched on. Reconstruction trains only
// among all losses, since it alone holds a solution that the others have found, and only where the preset has it on.
func Ablation(scene *scenes.Scene, setup *scenes.Setup, c inn.Config, l inn.Live) Plan {
	p := Plan{Scene: scene, Setup: setup}
	var all []int
	for _, i := range inn.Paper {
		if i != inn.LossRec || l.Loss[i].On {
			all = append(all, i)
		}
	}
	for _, on := range [][]int{all, {inn.LossY, inn.LossZ}, {inn.LossX}} {
		p.Columns = append(p.Columns, Ablated(c, l, on...))
	}
	return p.own()
}

// Ablated is a column in which the losses listed train and no others, named after them.
func Ablated(c inn.Config, l inn.Live, on ...int) Column {
	for i := range l.Loss {
		l.Loss[i].On = slices.Contains(on, i)
	}
	return Column{Name: Title(&l), Method: "inn", Config: c, Live: l}
}

// Title names a column after the losses that train in it: "All losses" for those of the paper, "L_y + L_z", "L_x only",
// "L_y + rec", "All losses + L_n", "No losses".
func Title(l *inn.Live) string {
	var on []string
	rest := *l
	if !slices.ContainsFunc(inn.Paper, func(i int) bool { return !l.Loss[i].On }) {
		on = append(on, "All losses")
		for _, i := range inn.Paper {
			rest.Loss[i].On = false
		}
	}
	for i, t := range rest.Loss {
		if t.On {
			on = append(on, symbol(i))
		}
	}
	switch {
	case len(on) == 0:
		return "No losses"
	case len(on) == 1 && rest == *l:
		return on[0] + " only"
	}
	return strings.Join(on, " + ")
}

// symbol is how a loss is called in a title.
func symbol(loss int) string {
	if loss == inn.LossRec {
		return inn.Losses[loss].Name
	}
	return inn.Losses[loss].Symbol
}
