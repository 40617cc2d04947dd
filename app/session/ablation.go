package session

import (
	"slices"
	"strings"

	"innlab/inn"
	"innlab/scenes"
)

// The ablation takes the losses apart: the same network from the same seed on the same batches, with some of them
// switched off. Window and command line train the columns that are made here.

// Ablation is the plan of the three columns that tell the story: all losses, L_y + L_z, and L_x by itself. A preset's
// configuration and weights are those of every column; what differs is what is switched on. Reconstruction trains only
// among all losses, since it alone holds a solution that the others have found, and only where the preset has it on.
func Ablation(scene *scenes.Scene, setup *scenes.Setup, c inn.Config, l inn.Live) Plan {
	p := Plan{Scene: scene, Setup: setup}
	var all []int
	for i, t := range l.Loss {
		if i != inn.LossRec || t.On {
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

// Title names a column after the losses that train in it: "All losses", "L_y + L_z", "L_x only", "L_y + rec",
// "No losses".
func Title(l *inn.Live) string {
	var on []string
	for i, t := range l.Loss {
		if t.On {
			on = append(on, symbol(i))
		}
	}
	switch len(on) {
	case 0:
		return "No losses"
	case 1:
		return on[0] + " only"
	case inn.NumLosses:
		return "All losses"
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
